import { useState } from 'react'
import type { Price, Product } from '#contracts/products/schemas.ts'
import { explain } from '../../lib/problem.ts'
import { showMoney, showPrice } from '../../shared/money/show-money.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useProductActions } from './use-products.ts'

const text = words.products

/** The prices that are offered. The archived ones are behind a disclosure. */
export function PriceTable({ product: { name, prices } }: { product: Product }) {
  const offered = prices.filter(({ isArchived }) => !isArchived)
  const archived = prices.filter(({ isArchived }) => isArchived)
  return (
    <div className="border-t border-line">
      {offered.length === 0 ? (
        <p className="px-4 py-3 text-muted">{text.noPrices}</p>
      ) : (
        <PriceList label={text.pricesOf(name)} prices={offered} />
      )}
      {archived.length > 0 && (
        <details className="border-t border-line">
          <summary className="w-fit cursor-pointer px-4 py-2 text-sm text-muted">
            {text.archivedCount(archived.length)}
          </summary>
          <PriceList label={text.archivedCount(archived.length)} prices={archived} />
        </details>
      )}
    </div>
  )
}

const PriceList = ({ label, prices }: { label: string; prices: readonly Price[] }) => (
  <ul aria-label={label} className="divide-y divide-line">
    {prices.map((price) => (
      <PriceRow key={price.id} price={price} />
    ))}
  </ul>
)

function PriceRow({ price }: { price: Price }) {
  const { archivePrice } = useProductActions()
  const [isRunning, setRunning] = useState(false)
  const { id, setupFee, taxIncluded, isArchived } = price
  const shown = showPrice(price)
  const facts = [
    taxIncluded ? text.taxIncludedFact : text.taxExcludedFact,
    ...(setupFee.amount === '0' ? [] : [text.withSetupFee(showMoney(setupFee))]),
  ]
  const toggle = async () => {
    setRunning(true)
    try {
      await archivePrice(id, !isArchived)
      toast.success(isArchived ? text.restored : text.archivedDone)
    } catch (error) {
      toast.error(explain(error))
    } finally {
      setRunning(false)
    }
  }
  return (
    <li className="flex min-h-11 items-center gap-x-4 px-4 py-2">
      <div className="min-w-0 flex-1">
        <p className="font-medium wrap-anywhere tabular-nums">{shown}</p>
        <p className="text-sm wrap-anywhere text-muted tabular-nums">{facts.join(' · ')}</p>
      </div>
      {isArchived && <StatusBadge tone="quiet" label={text.archived} />}
      <May permission="billing.write">
        <Button
          size="sm"
          variant="ghost"
          aria-label={isArchived ? text.restoreNamed(shown) : text.archiveNamed(shown)}
          blocked={isRunning}
          onClick={() => void toggle()}
        >
          {isArchived ? text.restore : text.archive}
        </Button>
      </May>
    </li>
  )
}
