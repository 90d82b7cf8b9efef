import { Link } from '@tanstack/react-router'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import { useRunningSubscriptions } from '../../shared/billing/use-account-links.ts'
import { Button } from '../../ui/button.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.hosting

/** The subscription that pays for an account, or the way to one. */
export function AccountPlan({ account: { id, customerId } }: { account: HostingAccount }) {
  const { data, isError, refetch } = useRunningSubscriptions(customerId)
  if (!data)
    return isError ? (
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>{text.planNotLoaded}</span>
        <Button size="sm" onClick={() => void refetch()}>
          {words.common.retry}
        </Button>
      </span>
    ) : (
      <span className="text-muted">{words.common.loading}</span>
    )
  const plan = data.find(({ hostingAccountId }) => hostingAccountId === id)
  if (plan)
    return (
      <Link to="/subscriptions/$subscriptionId" params={{ subscriptionId: plan.id }} className="underline">
        <UserText>{plan.title}</UserText>
      </Link>
    )
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span>{text.noPlan}</span>
      <Link to="/customers/$customerId/billing" params={{ customerId }} className="underline">
        {text.choosePlan}
      </Link>
    </span>
  )
}
