import { Link, useParams } from '@tanstack/react-router'
import { SubscriptionActions } from '../../features/subscriptions/subscription-actions.tsx'
import { SubscriptionView } from '../../features/subscriptions/subscription-view.tsx'
import { useSubscription } from '../../features/subscriptions/use-subscription.ts'
import { isNotFound } from '../../lib/problem.ts'
import { SubscriptionBadge } from '../../shared/billing/status-badges.tsx'
import { BackContent, backClass } from '../../ui/back-link.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { PageHeader, Panel } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

const text = words.subscriptions

export function SubscriptionPage() {
  const { subscriptionId } = useParams({ from: '/staff/subscriptions/$subscriptionId' })
  const subscription = useSubscription(subscriptionId)
  if (isNotFound(subscription.error))
    return (
      <NotFound title={text.noSuch} help={text.noSuchHelp}>
        <Link to="/subscriptions" className={buttonClass('primary')}>
          {text.all}
        </Link>
      </NotFound>
    )
  const { data } = subscription
  return (
    <>
      <Link to="/subscriptions" className={backClass}>
        <BackContent>{text.title}</BackContent>
      </Link>
      {!data && (
        <Panel>
          {subscription.isError ? (
            <LoadError error={subscription.error} onRetry={() => void subscription.refetch()} />
          ) : (
            <SkeletonRows rows={6} />
          )}
        </Panel>
      )}
      {data && (
        <>
          <PageHeader title={data.title} status={<SubscriptionBadge {...data} />}>
            <SubscriptionActions subscription={data} />
          </PageHeader>
          <SubscriptionView subscription={data} />
        </>
      )}
    </>
  )
}
