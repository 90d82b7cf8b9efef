import type { ReactNode } from 'react'
import type { Invoice, Settlement } from '#contracts/invoices/schemas.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { words } from '../../words/index.ts'
import { Amount } from './amount.tsx'

const text = words.invoices

/** The rows below the total of an invoice: the settled amount and the amount due. */
export const settledRows = ({
  kind,
  status,
  amountSettled,
  amountDue,
}: Pick<Invoice, 'kind' | 'status' | 'amountSettled' | 'amountDue'>): (readonly [string, MoneyJson])[] =>
  kind === 'invoice' && status !== 'draft'
    ? [
        [text.settled, amountSettled],
        [text.amountDue, amountDue],
      ]
    : []

interface SettlementsProps {
  items: readonly Settlement[]
  /** The name of a payment or credit note, for example as a link. */
  children: (item: Settlement) => ReactNode
}

/** Everything that settled an invoice, oldest first. */
export const Settlements = ({ items, children }: SettlementsProps) => (
  <Panel>
    <PanelTitle>{text.settlements}</PanelTitle>
    {items.length === 0 && <p className="px-4 py-3 text-muted">{text.noSettlements}</p>}
    <ul className="divide-y divide-line">
      {items.map((item) => (
        <li key={item.id} className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2.5">
          <span className="min-w-0 wrap-anywhere">
            {text.settlementKinds[item.kind]} {children(item)}
            <span className="block text-sm text-muted">{formatLocalDate(item.on)}</span>
          </span>
          <Amount value={item.amount} />
        </li>
      ))}
    </ul>
  </Panel>
)
