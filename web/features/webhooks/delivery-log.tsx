import { useState } from 'react'
import {
  type WebhookDelivery,
  type WebhookDeliveryState,
  type WebhookEndpoint,
  webhookDeliveryStates,
} from '#contracts/webhooks/schemas.ts'
import { Button } from '../../ui/button.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Segments } from '../../ui/segments.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { words } from '../../words/index.ts'
import { AttemptLine } from './attempt-line.tsx'
import { deliveryTones } from './delivery-tones.ts'
import { ReplayFailedDialog } from './endpoint-dialogs.tsx'
import { useDeliveries } from './use-webhooks.ts'

const text = words.webhooks

interface DeliveryLogProps {
  endpoint: WebhookEndpoint
  onOpen: (delivery: WebhookDelivery) => void
}

/** The deliveries of an endpoint, newest first, with a filter by state. */
export function DeliveryLog({ endpoint, onOpen }: DeliveryLogProps) {
  const [state, setState] = useState<WebhookDeliveryState | 'all'>('all')
  const [replaying, setReplaying] = useState(false)
  const deliveries = useDeliveries(endpoint.id, state === 'all' ? undefined : state)
  const rows = deliveries.data?.pages.flatMap((page) => page.items)
  return (
    <section aria-label={text.deliveriesOf(endpoint.url)} className="border-t border-line">
      <div className="flex flex-wrap items-center justify-between gap-2 px-4 py-2.5">
        <Segments
          label={text.filter}
          value={state}
          options={[
            ['all', text.all],
            ...webhookDeliveryStates.map((one) => [one, text.deliveryStates[one]] as const),
          ]}
          onChange={setState}
        />
        {endpoint.isEnabled && endpoint.deliveries.failed > 0 && (
          <Button size="sm" onClick={() => setReplaying(true)}>
            {text.replayFailed}
          </Button>
        )}
      </div>
      {deliveries.isError && !rows && (
        <LoadError error={deliveries.error} onRetry={() => void deliveries.refetch()} />
      )}
      {deliveries.isPending && <SkeletonRows rows={3} />}
      {rows?.length === 0 && <EmptyState title={text.noDeliveries}>{text.noDeliveriesHelp}</EmptyState>}
      <ul className="divide-y divide-line border-t border-line empty:hidden">
        {rows?.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} onOpen={() => onOpen(delivery)} />
        ))}
      </ul>
      <div className="pb-4 empty:hidden">
        <LoadMore query={deliveries} />
      </div>
      {replaying && <ReplayFailedDialog endpoint={endpoint} onClose={() => setReplaying(false)} />}
    </section>
  )
}

function DeliveryRow({ delivery, onOpen }: { delivery: WebhookDelivery; onOpen: () => void }) {
  const { type, state, attempts, createdAt, nextAttemptAt, lastAttempt } = delivery
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-sunken">
      <div className="min-w-0 flex-1 basis-60">
        <button
          type="button"
          onClick={onOpen}
          className="block max-w-full text-left font-mono text-sm wrap-anywhere after:absolute after:inset-0"
        >
          {type}
        </button>
        <p className="text-sm text-muted">
          <Time iso={createdAt} />
          {attempts > 1 && <> · {text.attempts(attempts)}</>}
          {state === 'waiting' && attempts > 0 && nextAttemptAt && (
            <>
              {' · '}
              {text.nextAttempt} <Time iso={nextAttemptAt} />
            </>
          )}
        </p>
        {lastAttempt && (
          <p className="text-sm text-muted">
            <AttemptLine attempt={lastAttempt} />
          </p>
        )}
      </div>
      <StatusBadge tone={deliveryTones[state]} label={text.deliveryStates[state]} />
    </li>
  )
}
