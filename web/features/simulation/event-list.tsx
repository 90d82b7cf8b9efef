import { Link } from '@tanstack/react-router'
import type { SimulatedEvent } from '#contracts/simulation/schemas.ts'
import { formatList } from '../../lib/format.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { showMoney } from '../../shared/money/show-money.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.simulation
const warned = new Set(['suspension', 'termination-task', 'stopped', 'dunning-failed'])

const keyOf = ({ on, kind, customerId, numbers, accounts, subscriptionId, amount }: SimulatedEvent): string =>
  [on, kind, customerId, ...numbers, ...accounts.map(({ id }) => id), subscriptionId, amount?.amount].join(
    ' ',
  )

/** Simulated invoices of a customer are numbered from new-00001. */
function numberText(number: string): string {
  const [, count] = /^new-(\d+)$/.exec(number) ?? []
  return count === undefined ? number : text.newInvoice(count.replace(/^0+/, ''))
}

function detailsOf({ numbers, invoice, accounts, message }: SimulatedEvent): string {
  return [
    ...(numbers.length > 0 ? [formatList(numbers.map(numberText))] : []),
    ...(invoice?.lines ?? []).map(({ quantity, description }) =>
      quantity === 1 ? description : text.line(quantity, description),
    ),
    ...(invoice?.dueOn ? [text.due(formatLocalDate(invoice.dueOn))] : []),
    ...(accounts.length > 0 ? [text.hosting(formatList(accounts.map(({ username }) => username)))] : []),
    ...(message ? [message] : []),
  ].join(' · ')
}

/** Dated events, the first day first. */
export function EventList({ events }: { events: readonly SimulatedEvent[] }) {
  return (
    <ul className="divide-y divide-line">
      {events.map((event) => (
        <li key={keyOf(event)} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
          <span className="basis-28 text-sm text-muted tabular-nums">{formatLocalDate(event.on)}</span>
          <div className="min-w-0 flex-1 basis-60">
            <Link
              to="/customers/$customerId/billing"
              params={{ customerId: event.customerId }}
              className="font-medium underline"
            >
              <UserText>{event.customerName}</UserText>
            </Link>
            <p className="text-sm text-muted wrap-anywhere">{detailsOf(event)}</p>
          </div>
          {event.amount && <span className="tabular-nums">{showMoney(event.amount)}</span>}
          <span className="flex min-w-0 sm:w-48">
            <StatusBadge label={text.kinds[event.kind]} tone={warned.has(event.kind) ? 'warn' : 'quiet'} />
          </span>
        </li>
      ))}
    </ul>
  )
}
