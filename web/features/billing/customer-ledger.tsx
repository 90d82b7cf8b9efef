import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LedgerEntry } from '#contracts/ledger/schemas.ts'
import { api } from '../../lib/api.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { pagesOf } from '../../lib/pages-of.ts'
import { Amount } from '../../shared/billing/amount.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.billing
const pageSize = 10

/** The bookings of a customer, newest first, each with its postings. */
export function CustomerLedger({ customerId }: { customerId: string }) {
  const entries = useInfiniteQuery(api.ledger.list.infiniteOptions(pagesOf({ customerId }, pageSize)))
  const rows = entries.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <Panel>
        <PanelTitle>{text.ledger}</PanelTitle>
        {!rows &&
          (entries.isError ? (
            <LoadError error={entries.error} onRetry={() => void entries.refetch()} />
          ) : (
            <SkeletonRows rows={2} />
          ))}
        {rows?.length === 0 && <EmptyState title={text.noEntries}>{text.noEntriesHelp}</EmptyState>}
        <ul className="divide-y divide-line">
          {rows?.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </ul>
      </Panel>
      <LoadMore query={entries} />
    </>
  )
}

/** Debits are positive amounts and credits negative ones, and they sum to zero. */
function EntryRow({ entry }: { entry: LedgerEntry }) {
  const { kind, bookedOn, postings } = entry
  const taxes = postings.filter(({ taxKey }) => taxKey !== null)
  return (
    <li className="px-4 py-2.5">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="min-w-0 wrap-anywhere">
          <span className="font-medium">{text.ledgerKinds[kind]}</span> <EntryLabel entry={entry} />
        </span>
        <span className="text-sm text-muted">{formatLocalDate(bookedOn)}</span>
      </p>
      <dl className="mt-1 space-y-0.5 text-sm text-muted">
        {postings.map(({ account, amount, taxKey }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: postings have no ids and never move
          <div key={index} className="flex justify-between gap-x-4">
            <dt className="min-w-0 wrap-anywhere">
              {/* With several taxes, the key distinguishes them. */}
              {text.accounts[account]} {taxes.length > 1 && taxKey}
            </dt>
            <dd>
              <Amount value={amount} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  )
}

function EntryLabel({ entry: { documentId, paymentId, label } }: { entry: LedgerEntry }) {
  if (documentId)
    return (
      <Link to="/invoices/$invoiceId" params={{ invoiceId: documentId }} className="underline">
        {label}
      </Link>
    )
  if (paymentId)
    return (
      <Link to="/payments/$paymentId" params={{ paymentId }} className="underline">
        {label ? <UserText>{label}</UserText> : text.showPayment}
      </Link>
    )
  return <UserText>{label}</UserText>
}
