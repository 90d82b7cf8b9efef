import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Subscription, SubscriptionEvent } from '#contracts/subscriptions/schemas.ts'
import { api } from '../../lib/api.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { PreviewedAmounts } from '../../shared/billing/preview.tsx'
import { Facts, Panel, PanelTitle } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { HostingFact } from './hosting-fact.tsx'
import { SubscriptionItems } from './subscription-items.tsx'

const text = words.subscriptions

/** Facts, items, next invoice and history of a subscription. */
export function SubscriptionView({ subscription }: { subscription: Subscription }) {
  return (
    <div className="space-y-4">
      <Panel>
        <SubscriptionFacts subscription={subscription} />
      </Panel>
      <SubscriptionItems subscription={subscription} />
      {subscription.status !== 'ended' && <NextInvoice id={subscription.id} />}
      <Panel>
        <PanelTitle>{text.history}</PanelTitle>
        <ul className="divide-y divide-line">
          {subscription.history.map((event) => (
            <HistoryRow key={event.id} event={event} />
          ))}
        </ul>
      </Panel>
    </div>
  )
}

function SubscriptionFacts({ subscription }: { subscription: Subscription }) {
  const { customerId, customerName, coupon } = subscription
  const dates = [
    [text.startedOn, subscription.startOn],
    [text.anchor, subscription.anchorOn],
    [text.trialEnds, subscription.trialEndsOn],
    [text.billedThrough, subscription.billedThrough],
    [text.nextBill, subscription.nextBillOn],
    [text.cancelOn, subscription.cancelOn],
    [text.endedOn, subscription.endedOn],
  ] as const
  return (
    <Facts
      items={[
        [
          text.customer,
          <Link
            key="customer"
            to="/customers/$customerId/billing"
            params={{ customerId }}
            className="underline"
          >
            <UserText>{customerName}</UserText>
          </Link>,
        ],
        ...dates.flatMap(([name, date]) => (date ? [[name, formatLocalDate(date)] as const] : [])),
        ...(coupon
          ? [
              [
                text.coupon,
                coupon.periodsLeft === null ? coupon.code : text.couponLeft(coupon.code, coupon.periodsLeft),
              ] as const,
            ]
          : []),
        [text.hosting, <HostingFact key="hosting" subscription={subscription} />],
      ]}
    />
  )
}

function NextInvoice({ id }: { id: string }) {
  const next = useQuery(api.subscriptions.nextInvoice.queryOptions({ input: { id } }))
  return (
    <Panel>
      <PanelTitle>{text.nextInvoice}</PanelTitle>
      {next.isPending && <SkeletonRows rows={3} />}
      {next.isError && !next.data && <LoadError error={next.error} onRetry={() => void next.refetch()} />}
      {next.data && (
        <div className="p-3">
          <PreviewedAmounts preview={next.data} />
        </div>
      )}
    </Panel>
  )
}

function HistoryRow({ event: { kind, description, effectiveOn, by } }: { event: SubscriptionEvent }) {
  return (
    <li className="px-4 py-2.5">
      <p className="wrap-anywhere">
        <span className="font-medium">{text.kinds[kind]}</span> <UserText>{description}</UserText>
      </p>
      <p className="text-sm text-muted">
        {formatLocalDate(effectiveOn)} · {text.by(by ?? text.bySystem)}
      </p>
    </li>
  )
}
