import type { Invoice } from '#contracts/invoices/schemas.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import { words } from '../../words/index.ts'
import { Amount, amountText } from './amount.tsx'
import { rateText } from './rate.ts'

const text = words.invoices

interface TotalsProps {
  document: Pick<Invoice, 'subtotal' | 'taxes' | 'total' | 'notes'>
  /** Further rows below the total. */
  more?: readonly (readonly [string, MoneyJson])[]
}

/** Net, taxes and total of a document, and the notes that the law wants. */
export function Totals({ document: { subtotal, taxes, total, notes }, more = [] }: TotalsProps) {
  const rows: (readonly [string, MoneyJson])[] = [
    [text.subtotal, subtotal],
    ...taxes.map(({ name, ratePpm, net, amount, treatment }) => {
      const label = text.taxGroup(name, rateText(ratePpm), amountText(net))
      return [[label, text.treatments[treatment]].filter(Boolean).join(' \u00b7 '), amount] as const
    }),
  ]
  return (
    <>
      <dl className="ml-auto grid w-full max-w-md grid-cols-[1fr_max-content] gap-y-1 px-4 py-3">
        {rows.map(([label, value]) => (
          <TotalRow key={label} label={label} value={value} />
        ))}
        <TotalRow label={text.total} value={total} className="border-t border-line pt-1 font-semibold" />
        {more.map(([label, value]) => (
          <TotalRow key={label} label={label} value={value} />
        ))}
      </dl>
      {notes.map((note) => (
        <p key={note} className="px-4 pb-2 text-sm text-muted">
          {note}
        </p>
      ))}
    </>
  )
}

export function TotalRow({
  label,
  value,
  className = '',
}: {
  label: string
  value: MoneyJson
  className?: string
}) {
  return (
    <div className="contents">
      <dt className={`min-w-0 wrap-anywhere ${className || 'text-muted'}`}>{label}</dt>
      <dd className={`pl-6 text-right ${className}`}>
        <Amount value={value} />
      </dd>
    </div>
  )
}
