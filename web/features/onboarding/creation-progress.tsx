import { useEffect, useRef } from 'react'
import { onboardingMessage } from '#contracts/hosting/messages.ts'
import type { HostingOutcome } from '#contracts/hosting/schemas.ts'
import { client } from '../../lib/api.ts'
import { isUnderWay } from '../../shared/operations/states.ts'
import { operationStatusWords } from '../../shared/operations/status-words.ts'
import { Timeline } from '../../shared/operations/timeline.tsx'
import { useLiveOperation } from '../../shared/operations/use-live-operation.ts'
import { Notice } from '../../ui/notice.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { words } from '../../words/index.ts'
import type { Following } from './use-following.ts'

/** The time limit of "Creating...". After it, the outcome is "still under way". */
const waitMs = 10_000

interface CreationProgressProps {
  following: Following
  onOutcome: (outcome: HostingOutcome) => void
}

/** S4, S11: the live timeline below the button, until the outcome or the time limit. */
export function CreationProgress({ following, onOutcome }: CreationProgressProps) {
  const { hosting, sinceMs } = following
  const { query, live } = useLiveOperation(hosting.operation.id)
  const operation = query.data ?? hosting.operation
  const lost = query.isError || query.failureCount > 0
  const settled = !isUnderWay(operation.status)
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!settled) return
    let current = true
    client.hostingAccounts.get({ id: hosting.account.id }).then(
      (account) => {
        const outcome = { account, operation }
        if (current) onOutcome({ ...outcome, message: onboardingMessage(outcome) })
      },
      // The account could not be read, but the operation has the outcome.
      () =>
        current &&
        onOutcome({ ...hosting, operation, message: onboardingMessage({ ...hosting, operation }) }),
    )
    return () => {
      current = false
    }
  }, [settled, operation, hosting, onOutcome])

  useEffect(() => {
    // Without a connection the outcome is unknown. Following continues, and the user may leave.
    if (settled || lost) return
    const timer = setTimeout(
      () => onOutcome({ ...hosting, operation, message: onboardingMessage({ ...hosting, operation }) }),
      Math.max(0, sinceMs + waitMs - performance.now()),
    )
    return () => clearTimeout(timer)
  }, [settled, lost, sinceMs, operation, hosting, onOutcome])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest line is the one to see
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
  }, [operation.timeline.length])

  return (
    <section aria-label={words.onboarding.progress} className="space-y-2">
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-medium">{words.onboarding.progress}</h3>
        <span role="status">
          <StatusBadge {...operationStatusWords[operation.status]} />
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
      <div ref={box} tabIndex={0} className="h-36 overflow-y-auto rounded-md border border-line text-sm">
        <Timeline entries={operation.timeline} />
      </div>
      <div role="alert" className="empty:hidden">
        {lost && !live && <Notice tone="warn">{words.onboarding.lostWhileFollowing}</Notice>}
      </div>
      {!lost && <p className="text-sm text-muted">{words.onboarding.customerKept}</p>}
    </section>
  )
}
