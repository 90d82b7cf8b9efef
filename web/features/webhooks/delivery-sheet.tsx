import type { WebhookDeliveryDetails } from '#contracts/webhooks/schemas.ts'
import { Button } from '../../ui/button.tsx'
import { CopyValue } from '../../ui/copy-value.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { words } from '../../words/index.ts'
import { AttemptLine } from './attempt-line.tsx'
import { deliveryTones } from './delivery-tones.ts'
import { useRun } from './use-run.ts'
import { useDelivery, useWebhookActions } from './use-webhooks.ts'

const text = words.webhooks

interface DeliverySheetProps {
  id: string
  type: string
  onClose: () => void
}

/** One delivery: its request, its attempts and the last response. */
export function DeliverySheet({ id, type, onClose }: DeliverySheetProps) {
  const delivery = useDelivery(id)
  const { replay } = useWebhookActions()
  const { run, isRunning } = useRun()
  const { data } = delivery
  const mayReplay = data !== undefined && data.state !== 'waiting' && data.type !== 'webhook.test'
  return (
    <Sheet
      title={text.deliveryTitle(type)}
      onClose={onClose}
      footer={
        mayReplay && (
          <Button
            variant="primary"
            blocked={isRunning}
            onClick={() => void run(() => replay(id), text.replayed)}
          >
            {isRunning ? text.replaying : text.replay}
          </Button>
        )
      }
    >
      {delivery.isPending && <SkeletonRows rows={4} />}
      {delivery.isError && !data && (
        <LoadError error={delivery.error} onRetry={() => void delivery.refetch()} />
      )}
      {data && <Details delivery={data} />}
    </Sheet>
  )
}

function Details({ delivery }: { delivery: WebhookDeliveryDetails }) {
  const { id, type, state, body, answer, history, createdAt, nextAttemptAt, attempts } = delivery
  return (
    <div className="space-y-4">
      {type === 'webhook.test' && state !== 'waiting' && (
        <Notice tone={deliveryTones[state]}>{text.testResult[state]}</Notice>
      )}
      <div className="space-y-1">
        <StatusBadge tone={deliveryTones[state]} label={text.deliveryStates[state]} />
        <p className="text-sm text-muted">
          {text.occurred} <Time iso={createdAt} as="moment" />
          {state === 'waiting' && attempts > 0 && nextAttemptAt && (
            <>
              {' · '}
              {text.nextAttempt} <Time iso={nextAttemptAt} />
            </>
          )}
        </p>
        <p className="text-sm text-muted">
          {text.id} <CopyValue label={text.id} value={id} />
        </p>
      </div>
      <section>
        <h3 className="mb-1 font-medium">{text.history}</h3>
        {history.length === 0 && <p className="text-sm text-muted">{text.noHistory}</p>}
        <ol className="space-y-1.5 text-sm">
          {history.map((attempt) => (
            <li key={attempt.at}>
              <Time iso={attempt.at} as="moment" /> · <AttemptLine attempt={attempt} />
            </li>
          ))}
        </ol>
      </section>
      <Text title={text.answer} none={text.noAnswer}>
        {answer}
      </Text>
      <Text title={text.request}>{readable(body)}</Text>
    </div>
  )
}

/** The body that was sent, with line breaks. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

function Text({ title, none, children }: { title: string; none?: string; children: string | null }) {
  return (
    <section>
      <h3 className="mb-1 font-medium">{title}</h3>
      {children === null ? (
        <p className="text-sm text-muted">{none}</p>
      ) : (
        <pre
          dir="ltr"
          className="rounded-md bg-sunken p-3 font-mono text-sm whitespace-pre-wrap wrap-anywhere"
        >
          {children}
        </pre>
      )}
    </section>
  )
}
