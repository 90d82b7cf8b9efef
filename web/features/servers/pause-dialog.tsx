import { type ReactNode, useState } from 'react'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { words } from '../../words/index.ts'

interface PauseDialogProps {
  title: ReactNode
  /** The description of the effect. */
  children: ReactNode
  pause: (given: { reason?: string }, context: { idempotencyKey: string }) => Promise<void>
  onClose: () => void
}

export function PauseDialog({ title, children, pause, onClose }: PauseDialogProps) {
  const key = useIdempotencyKey()
  const [reason, setReason] = useState('')
  return (
    <ConfirmDialog
      title={title}
      confirm={words.servers.pause}
      confirming={words.servers.pausing}
      onConfirm={async () => {
        await pause(reason.trim() ? { reason } : {}, { idempotencyKey: key.current() })
        key.renew()
      }}
      onClose={onClose}
    >
      <p>{children}</p>
      <Field label={words.servers.reason} optional help={words.servers.reasonHelp}>
        {(control) => (
          <input
            {...control}
            dir="auto"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            className={controlClass}
          />
        )}
      </Field>
    </ConfirmDialog>
  )
}
