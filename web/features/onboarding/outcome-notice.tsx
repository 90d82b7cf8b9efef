import { Link } from '@tanstack/react-router'
import type { Onboarded } from '#contracts/customer.ts'
import type { HostingOutcome } from '#contracts/hosting-account.ts'
import { messages } from '#contracts/messages.ts'
import type { OperationStatus } from '#contracts/operation.ts'
import type { Tone } from '../../lib/tone.ts'
import { Notice } from '../../ui/notice.tsx'

const linkLook = 'font-medium underline'

const toneOf = (status: OperationStatus): Tone => {
  if (status === 'succeeded') return 'good'
  return status === 'failed' || status === 'needs-person' || status === 'cancelled' ? 'warn' : 'busy'
}

/** What came of adding a customer (S9 to S11), and the way on. */
export function OnboardingNotice({ onboarded, onDismiss }: { onboarded: Onboarded; onDismiss: () => void }) {
  const { customer, hosting } = onboarded
  const params = { customerId: customer.id }
  if (!hosting)
    return (
      <Notice tone="good" onDismiss={onDismiss}>
        <p>{messages.customerCreated}</p>
        <Link to="/customers/$customerId" params={params} className={linkLook}>
          Open customer
        </Link>
      </Notice>
    )
  const tone = toneOf(hosting.operation.status)
  return (
    <Notice tone={tone} onDismiss={onDismiss}>
      <p>{hosting.message}</p>
      {tone === 'warn' && <p>{messages.provisionLater}</p>}
      <p className="flex flex-wrap gap-x-4">
        <Link to="/customers/$customerId/hosting" params={params} className={linkLook}>
          Open customer
        </Link>
        <Link
          to="/operations/$operationId"
          params={{ operationId: hosting.operation.id }}
          className={linkLook}
        >
          {tone === 'busy' ? 'Follow the live timeline' : 'See the timeline'}
        </Link>
      </p>
    </Notice>
  )
}

/** What came of provisioning for an existing customer (S12). */
export function ProvisioningNotice({
  outcome,
  onDismiss,
}: {
  outcome: HostingOutcome
  onDismiss: () => void
}) {
  const tone = toneOf(outcome.operation.status)
  return (
    <Notice tone={tone} onDismiss={onDismiss}>
      <p>{outcome.message}</p>
      <Link to="/operations/$operationId" params={{ operationId: outcome.operation.id }} className={linkLook}>
        {tone === 'busy' ? 'Follow the live timeline' : 'See the timeline'}
      </Link>
    </Notice>
  )
}
