import { lazy, useState } from 'react'
import type { Product } from '#contracts/products/schemas.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { Panel } from '../../ui/page.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { PriceTable } from './price-table.tsx'

const text = words.products

const EditProductDialog = lazy(() =>
  import('./product-form.tsx').then(({ EditProductDialog }) => ({ default: EditProductDialog })),
)
const AddPriceDialog = lazy(() =>
  import('./price-form.tsx').then(({ AddPriceDialog }) => ({ default: AddPriceDialog })),
)

/** One product with its facts, its actions and its prices. */
export function ProductCard({ product, currency }: { product: Product; currency: string }) {
  const [asked, setAsked] = useState<'edit' | 'price' | null>(null)
  const { name, description, kind, isVisible, withHosting } = product
  const close = () => setAsked(null)
  return (
    <Panel className="min-w-0">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
        <div className="min-w-0 flex-1 basis-60 space-y-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h2 className="min-w-0 font-semibold wrap-anywhere">
              <UserText>{name}</UserText>
            </h2>
            <span className="text-sm text-muted">{text.kinds[kind]}</span>
            {withHosting && <span className="text-sm text-muted">{text.hosting}</span>}
            {!isVisible && <StatusBadge tone="quiet" label={text.hidden} />}
          </div>
          {description !== '' && (
            <p className="max-w-prose whitespace-pre-line wrap-anywhere text-muted">
              <UserText>{description}</UserText>
            </p>
          )}
          <ProductFacts product={product} />
        </div>
        <May permission="billing.write">
          <div className="flex flex-wrap items-center gap-2">
            <Button size="sm" aria-label={text.addPriceTo(name)} onClick={() => setAsked('price')}>
              {text.addPrice}
            </Button>
            <Button size="sm" aria-label={text.editNamed(name)} onClick={() => setAsked('edit')}>
              {text.edit}
            </Button>
          </div>
        </May>
      </div>
      <PriceTable product={product} />
      <LazyPart>
        {asked === 'edit' && <EditProductDialog product={product} onClose={close} />}
        {asked === 'price' && <AddPriceDialog product={product} currency={currency} onClose={close} />}
      </LazyPart>
    </Panel>
  )
}

function ProductFacts({ product: { packageId, serverTags, taxCategory } }: { product: Product }) {
  const facts = [
    ...(packageId === null ? [] : [[text.package, String(packageId)] as const]),
    ...(serverTags.length === 0 ? [] : [[text.tags, serverTags.join(', ')] as const]),
    [text.taxCategory, taxCategory] as const,
  ]
  return (
    <dl className="flex flex-wrap gap-x-4 text-sm text-muted">
      {facts.map(([name, value]) => (
        <div key={name} className="flex min-w-0 gap-1.5">
          <dt>{name}:</dt>
          <dd className="min-w-0 wrap-anywhere text-text">
            <UserText>{value}</UserText>
          </dd>
        </div>
      ))}
    </dl>
  )
}
