import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type {
  PortalBalance,
  PortalInvoiceSummary,
  PortalSubscription,
} from '#contracts/portal/billing-schemas.ts'
import { api } from '../../lib/api.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { pagesOf } from '../../lib/pages-of.ts'
import { Amount, amountText, isZero } from '../../shared/billing/amount.tsx'
import { intervalText } from '../../shared/billing/interval.ts'
import { InvoiceBadge, SubscriptionBadge } from '../../shared/billing/status-badges.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { HowToPay } from './how-to-pay.tsx'
import { PdfLink } from './pdf-link.tsx'

const text = words.portal.billing
const pageSize = 10

/** The customer's balance, subscriptions and documents. */
export function usePortalBilling() {
  const balance = useQuery(api.portalBilling.balance.queryOptions())
  const subscriptions = useQuery(api.portalBilling.subscriptions.queryOptions())
  const invoices = useInfiniteQuery(api.portalBilling.invoices.infiniteOptions(pagesOf({}, pageSize)))
  return { balance, subscriptions, invoices }
}

interface PortalBillingProps {
  billing: ReturnType<typeof usePortalBilling>
  /** The customer has hosting that a suspension would stop. */
  hasRunningHosting: boolean
}

/** The customer's subscriptions and invoices, the amount that is due, and how to pay it. */
export function PortalBilling({ billing, hasRunningHosting }: PortalBillingProps) {
  const { balance, subscriptions, invoices } = billing
  const queries = [balance, subscriptions, invoices]
  const failed = queries.find(({ isError, data }) => isError && !data)
  if (failed)
    return (
      <Panel>
        <LoadError
          error={failed.error}
          onRetry={() => {
            for (const query of queries) void query.refetch()
          }}
        />
      </Panel>
    )
  if (!balance.data || !subscriptions.data || !invoices.data)
    return (
      <Panel>
        <SkeletonRows rows={4} />
      </Panel>
    )
  const documents = invoices.data.pages.flatMap((page) => page.items)
  const open = documents.find(({ amountDue, kind }) => kind === 'invoice' && !isZero(amountDue))
  return (
    <div className="space-y-4">
      <Owed
        balance={balance.data}
        reference={open?.number ?? null}
        overdueText={hasRunningHosting ? text.overdueWithHosting : text.overdue}
      />
      <Panel>
        <PanelTitle>{text.subscriptions}</PanelTitle>
        {subscriptions.data.items.length === 0 && (
          <p className="px-4 py-3 text-muted">{text.noSubscriptions}</p>
        )}
        <ul className="divide-y divide-line">
          {subscriptions.data.items.map((one) => (
            <SubscriptionRow key={one.id} subscription={one} />
          ))}
        </ul>
      </Panel>
      <Panel>
        <PanelTitle>{text.invoices}</PanelTitle>
        {documents.length === 0 && <p className="px-4 py-3 text-muted">{text.noInvoices}</p>}
        <ul className="divide-y divide-line">
          {documents.map((one) => (
            <InvoiceRow key={one.id} invoice={one} />
          ))}
        </ul>
      </Panel>
      <LoadMore query={invoices} />
    </div>
  )
}

interface OwedProps {
  balance: PortalBalance
  /** The number of an open invoice, for the bank transfer. */
  reference: string | null
  overdueText: (amount: string) => string
}

function Owed({ balance, reference, overdueText }: OwedProps) {
  const { items, bankDetails, company } = balance
  const owed = items.filter(({ due }) => !isZero(due))
  const late = items.filter(({ overdue }) => !isZero(overdue))
  const credits = items.filter(({ credit }) => !isZero(credit))
  return (
    <Panel>
      <PanelTitle>{text.balance}</PanelTitle>
      <div className="space-y-3 px-4 py-3">
        {owed.length === 0 && <p>{text.nothingDue}</p>}
        {owed.map(({ currency, due }) => (
          <p key={currency} className="text-xl font-semibold">
            <Amount value={due} /> <span className="text-base font-normal text-muted">{text.due}</span>
          </p>
        ))}
        {late.map(({ currency, overdue }) => (
          <Notice key={currency} tone="bad">
            {overdueText(amountText(overdue))}
          </Notice>
        ))}
        {credits.map(({ currency, credit }) => (
          <p key={currency} className="text-muted">
            {text.credit(amountText(credit))}
          </p>
        ))}
      </div>
      {owed.length > 0 && (
        <div className="border-t border-line">
          <h3 className="px-4 pt-3 font-medium">{text.howToPay}</h3>
          <HowToPay bankDetails={bankDetails} company={company} reference={reference} />
        </div>
      )}
    </Panel>
  )
}

function SubscriptionRow({ subscription }: { subscription: PortalSubscription }) {
  const { title, amount, interval, nextBillOn } = subscription
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium wrap-anywhere">
            <UserText>{title}</UserText>
          </span>
          <SubscriptionBadge {...subscription} />
        </p>
        {nextBillOn && <p className="text-sm text-muted">{text.nextInvoice(formatLocalDate(nextBillOn))}</p>}
      </div>
      <p className="text-right">
        <Amount value={amount} /> <span className="text-sm text-muted">{intervalText(interval)}</span>
      </p>
    </li>
  )
}

function InvoiceRow({ invoice }: { invoice: PortalInvoiceSummary }) {
  const { id, kind, number, issuedOn, dueOn, total, amountDue } = invoice
  const name = `${words.invoices.kinds[kind]} ${number}`
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to="/portal/invoices/$invoiceId"
            params={{ invoiceId: id }}
            className="font-medium wrap-anywhere underline"
          >
            {name}
          </Link>
          <InvoiceBadge {...invoice} />
        </p>
        <p className="text-sm text-muted">
          {issuedOn && formatLocalDate(issuedOn)}
          {dueOn && !isZero(amountDue) && ` \u00b7 ${words.invoices.dueOn} ${formatLocalDate(dueOn)}`}
        </p>
      </div>
      <Amount value={total} className="text-right" />
      <PdfLink id={id} name={name} />
    </li>
  )
}
