import { useState } from 'react'
import { type HostingAccount, type SuspendReason, suspendReason } from '#contracts/hosting-account.ts'
import { client } from '../../lib/api.ts'
import { suspendReasonWords } from '../../lib/status-words.ts'
import { useAccountChanged } from '../../lib/use-account-changed.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { controlLook, Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'

export function SuspendDialog({ account, onClose }: { account: HostingAccount; onClose: () => void }) {
  const key = useIdempotencyKey()
  const changed = useAccountChanged()
  const [reason, setReason] = useState<SuspendReason>('staff')
  const [note, setNote] = useState('')
  const suspend = async () => {
    const { body } = await client.hostingAccounts.suspend(
      { id: account.id, reason, ...(note.trim() ? { note } : {}) },
      { context: { idempotencyKey: key.current() } },
    )
    key.renew()
    await changed(body)
  }
  return (
    <ConfirmDialog
      title={`Suspend ${account.username}`}
      confirm="Suspend"
      confirming="Suspending..."
      danger
      onConfirm={suspend}
      onClose={onClose}
    >
      <p>Sites and mail of this account stop working until it is unsuspended. Nothing in it is deleted.</p>
      <Field label="Reason">
        {(control) => (
          <Select
            {...control}
            value={reason}
            onChange={(event) => setReason(suspendReason.parse(event.target.value))}
          >
            {suspendReason.options.map((option) => (
              <option key={option} value={option}>
                {suspendReasonWords[option]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Note" optional help="Why, for whoever looks at this later.">
        {(control) => (
          <input
            {...control}
            dir="auto"
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            className={controlLook}
          />
        )}
      </Field>
    </ConfirmDialog>
  )
}
