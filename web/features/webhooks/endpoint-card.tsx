import { useState } from 'react'
import type { WebhookDelivery, WebhookEndpoint } from '#contracts/webhooks/schemas.ts'
import { Button } from '../../ui/button.tsx'
import { MoreMenu } from '../../ui/more-menu.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/page.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { DeliveryLog } from './delivery-log.tsx'
import { DeliverySheet } from './delivery-sheet.tsx'
import { RemoveEndpointDialog, RotateSecretDialog } from './endpoint-dialogs.tsx'
import { EditEndpointDialog } from './endpoint-form.tsx'
import { useRun } from './use-run.ts'
import { useWebhookActions } from './use-webhooks.ts'

const text = words.webhooks

/** One endpoint with its state, its actions and its deliveries. */
export function EndpointCard({ endpoint }: { endpoint: WebhookEndpoint }) {
  const [isOpen, setOpen] = useState(false)
  const [shown, setShown] = useState<Pick<WebhookDelivery, 'id' | 'type'> | null>(null)
  const { test } = useWebhookActions()
  const { run, isRunning } = useRun()
  const { id, url, description, isEnabled } = endpoint
  return (
    <Panel className="min-w-0">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
        <div className="min-w-0 flex-1 basis-60 space-y-1">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            {description !== '' && (
              <span className="min-w-0 font-medium wrap-anywhere">
                <UserText>{description}</UserText>
              </span>
            )}
            <EndpointBadge endpoint={endpoint} />
          </p>
          <p className="font-mono text-sm wrap-anywhere">
            <UserText>{url}</UserText>
          </p>
          <EndpointFacts endpoint={endpoint} />
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Button
            size="sm"
            blocked={isRunning}
            onClick={() => void run(async () => setShown(await test(id)), null)}
          >
            {isRunning ? text.testing : text.test}
          </Button>
          <Button size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {text.showDeliveries}
          </Button>
          <EndpointActions endpoint={endpoint} />
        </div>
      </div>
      {!isEnabled && (
        <Notice tone={endpoint.disabledReason === 'staff' ? 'quiet' : 'bad'} className="mx-4 mb-3">
          {text.disabledReasons[endpoint.disabledReason ?? 'staff']}
        </Notice>
      )}
      {isOpen && <DeliveryLog endpoint={endpoint} onOpen={setShown} />}
      {shown && <DeliverySheet id={shown.id} type={shown.type} onClose={() => setShown(null)} />}
    </Panel>
  )
}

function EndpointBadge({ endpoint: { isEnabled, failingSince } }: { endpoint: WebhookEndpoint }) {
  if (!isEnabled) return <StatusBadge tone="quiet" label={text.status.disabled} />
  return failingSince === null ? (
    <StatusBadge tone="good" label={text.status.enabled} />
  ) : (
    <StatusBadge tone="warn" label={text.status.failing} />
  )
}

function EndpointFacts({ endpoint }: { endpoint: WebhookEndpoint }) {
  const { events, failingSince, previousSecretUntil, deliveries } = endpoint
  return (
    <div className="space-y-0.5 text-sm text-muted">
      {events === null ? (
        <p>{text.allEvents}</p>
      ) : (
        <details>
          <summary className="w-fit cursor-pointer">{text.eventCount(events.length)}</summary>
          <ul className="mt-1 list-disc pl-5">
            {events.map((type) => (
              <li key={type} title={type}>
                {text.event(type)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {(deliveries.waiting > 0 || deliveries.failed > 0) && (
        <p>
          {[
            ...(deliveries.waiting > 0 ? [text.waiting(deliveries.waiting)] : []),
            ...(deliveries.failed > 0 ? [text.failed(deliveries.failed)] : []),
          ].join(' · ')}
        </p>
      )}
      {failingSince && (
        <p>
          {text.failingSince} <Time iso={failingSince} as="moment" />
        </p>
      )}
      {previousSecretUntil && (
        <p>
          {text.rotatedUntil} <Time iso={previousSecretUntil} as="moment" />
        </p>
      )}
    </div>
  )
}

type Asked = 'edit' | 'rotate' | 'remove'

function EndpointActions({ endpoint }: { endpoint: WebhookEndpoint }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const { change } = useWebhookActions()
  const { run } = useRun()
  const { id, url, isEnabled } = endpoint
  const close = () => setAsked(null)
  const toggle = () =>
    void run(() => change(id, { isEnabled: !isEnabled }), isEnabled ? text.disabled : text.enabled)
  return (
    <>
      <MoreMenu
        label={text.actionsFor(url)}
        items={[
          { label: text.edit, onSelect: () => setAsked('edit') },
          { label: isEnabled ? text.disable : text.enable, onSelect: toggle },
          { label: text.rotate, onSelect: () => setAsked('rotate') },
          { label: text.remove, onSelect: () => setAsked('remove'), danger: true },
        ]}
      />
      {asked === 'edit' && <EditEndpointDialog endpoint={endpoint} onClose={close} />}
      {asked === 'rotate' && <RotateSecretDialog endpoint={endpoint} onClose={close} />}
      {asked === 'remove' && <RemoveEndpointDialog endpoint={endpoint} onClose={close} />}
    </>
  )
}
