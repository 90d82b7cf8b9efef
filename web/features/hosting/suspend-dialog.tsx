import { useState } from 'react'
import { type HostingAccount, type SuspendReason, suspendReason } from '#contracts/hosting/schemas.ts'
import { client } from '../../lib/api.ts'
import { suspendReasonWords } from '../../lib/status-words.ts'
import { useAccountChanged } from '../../lib/use-account-changed.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { controlLook, Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'

const said = words.hostingDialogs

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
      title={said.suspendTitle(account.username)}
      confirm={words.hosting.suspend}
      confirming={said.suspending}
      danger
      onConfirm={suspend}
      onClose={onClose}
    >
      <p>{said.suspendMeans}</p>
      <Field label={said.reason}>
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
      <Field label={said.note} optional help={said.noteHelp}>
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
