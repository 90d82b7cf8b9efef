import { useRef, useState } from 'react'
import type { WebhookEndpoint, WebhookEndpointWithSecret } from '#contracts/webhooks/schemas.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { toast } from '../../ui/toast.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { ShownSecret } from './shown-secret.tsx'
import { useWebhookActions } from './use-webhooks.ts'

const text = words.webhooks

interface EndpointDialogProps {
  endpoint: WebhookEndpoint
  onClose: () => void
}

const urlLine = (url: string) => (
  <p className="font-mono text-sm wrap-anywhere">
    <UserText>{url}</UserText>
  </p>
)

export function RemoveEndpointDialog({ endpoint: { id, url }, onClose }: EndpointDialogProps) {
  const { remove } = useWebhookActions()
  return (
    <ConfirmDialog
      title={text.removeTitle}
      confirm={text.remove}
      confirming={text.removing}
      danger
      onConfirm={async () => {
        await remove(id)
        toast.success(text.removed)
      }}
      onClose={onClose}
    >
      {urlLine(url)}
      <p>{text.removeMeans}</p>
    </ConfirmDialog>
  )
}

/** Asks for a confirmation, then shows the new secret once. */
export function RotateSecretDialog({ endpoint: { id, url }, onClose }: EndpointDialogProps) {
  const { rotateSecret } = useWebhookActions()
  const key = useIdempotencyKey()
  const [rotated, setRotated] = useState<WebhookEndpointWithSecret | null>(null)
  const isRotated = useRef(false)
  const rotate = async () => {
    setRotated(await rotateSecret(id, key.current()))
    isRotated.current = true
  }
  // A confirmed dialog closes. Here, the dialog of the secret replaces it.
  const close = () => {
    if (!isRotated.current) onClose()
  }
  if (rotated)
    return (
      <Dialog open wide onClose={onClose} title={text.secretTitle}>
        <ShownSecret secret={rotated.secret} overlaps onClose={onClose} />
      </Dialog>
    )
  return (
    <ConfirmDialog
      title={text.rotateTitle}
      confirm={text.rotate}
      confirming={text.rotating}
      onConfirm={rotate}
      onClose={close}
    >
      {urlLine(url)}
      <p>{text.rotateMeans}</p>
    </ConfirmDialog>
  )
}

const hourMs = 3_600_000
const periods = { hour: hourMs, day: 24 * hourMs, week: 168 * hourMs, month: 720 * hourMs }
type Period = keyof typeof periods

export function ReplayFailedDialog({ endpoint: { id, url }, onClose }: EndpointDialogProps) {
  const { replayFailed } = useWebhookActions()
  const [period, setPeriod] = useState<Period>('day')
  return (
    <ConfirmDialog
      title={text.replayFailedTitle}
      confirm={text.replay}
      confirming={text.replaying}
      onConfirm={async () => {
        const since = new Date(Date.now() - periods[period]).toISOString()
        toast.success(text.replayedCount((await replayFailed(id, since)).count))
      }}
      onClose={onClose}
    >
      {urlLine(url)}
      <p>{text.replayFailedMeans}</p>
      <Field label={text.since}>
        {(control) => (
          <Select {...control} value={period} onChange={({ target }) => setPeriod(target.value as Period)}>
            {Object.entries(text.periods).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </ConfirmDialog>
  )
}
