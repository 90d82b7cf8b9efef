import type { WebhookAttempt } from '#contracts/webhooks/schemas.ts'
import { formatNumber } from '../../lib/format.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.webhooks

/** Status, duration and error of an attempt. */
export function AttemptLine({ attempt: { status, durationMs, error } }: { attempt: WebhookAttempt }) {
  return (
    <>
      {status === null ? text.noResponse : text.response(status)} · {text.duration(formatNumber(durationMs))}
      {error !== null && (
        <span className="block wrap-anywhere">
          <UserText>{error}</UserText>
        </span>
      )}
    </>
  )
}
