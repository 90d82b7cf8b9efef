import { Link } from '@tanstack/react-router'
import type { Onboarded } from '#contracts/customers/schemas.ts'
import { messages } from '#contracts/hosting/messages.ts'
import type { HostingOutcome } from '#contracts/hosting/schemas.ts'
import type { OperationStatus } from '#contracts/operations/schemas.ts'
import type { Tone } from '../../lib/tone.ts'
import { isUnderWay } from '../../shared/operations/states.ts'
import { Notice } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'
import { CopyButton } from './copy-button.tsx'
import { PasswordLinkHandOver } from './password-link-hand-over.tsx'

const linkLook = 'font-medium underline'

const toneOf = (status: OperationStatus): Tone => {
  if (status === 'succeeded') return 'good'
  return isUnderWay(status) ? 'busy' : 'warn'
}

interface OnboardingNoticeProps {
  onboarded: Onboarded
  /** What to hand over, as text; only in this window's memory. */
  credentials: string | null
  onDismiss: () => void
}

/** What came of adding a customer (S9 to S11), what to hand over, and what to do next. */
export function OnboardingNotice({ onboarded, credentials, onDismiss }: OnboardingNoticeProps) {
  const { customer, hosting, passwordLink } = onboarded
  const params = { customerId: customer.id }
  const tone = hosting ? toneOf(hosting.operation.status) : 'good'
  return (
    <Notice tone={tone} onDismiss={onDismiss}>
      <p className="font-medium">{hosting ? hosting.message : messages.customerCreated}</p>
      {tone === 'warn' && <p>{messages.provisionLater}</p>}
      <p className="text-sm">{nextWords[tone]}</p>
      {passwordLink && <PasswordLinkHandOver link={passwordLink} />}
      <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-2">
        {credentials && (
          <CopyButton
            label={hosting ? words.onboarding.copyBoth : words.onboarding.copyLogin}
            text={credentials}
            copied={words.onboarding.credentialsCopied}
          />
        )}
        <Link
          to={hosting ? '/customers/$customerId/hosting' : '/customers/$customerId'}
          params={params}
          className={linkLook}
        >
          {words.onboarding.openCustomer}
        </Link>
        {hosting && <TimelineLink operationId={hosting.operation.id} tone={tone} />}
      </div>
    </Notice>
  )
}

const nextWords: Partial<Record<Tone, string>> = {
  good: words.onboarding.nextAfterSuccess,
  warn: words.onboarding.nextAfterFailure,
  busy: words.onboarding.nextUnderWay,
}

function TimelineLink({ operationId, tone }: { operationId: string; tone: Tone }) {
  return (
    <Link to="/operations/$operationId" params={{ operationId }} className={linkLook}>
      {tone === 'busy' ? words.onboarding.followTimeline : words.onboarding.seeTimeline}
    </Link>
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
      <TimelineLink operationId={outcome.operation.id} tone={tone} />
    </Notice>
  )
}
