import { useState } from 'react'
import { type HostingAccount, type SuspendReason, suspendReason } from '#contracts/hosting/schemas.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { suspendReasonWords } from '../../shared/hosting/status-words.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { useSuspension } from './use-suspension.ts'

const text = words.hostingDialogs

export function SuspendDialog({ account, onClose }: { account: HostingAccount; onClose: () => void }) {
  const key = useIdempotencyKey()
  const suspension = useSuspension(account)
  const [reason, setReason] = useState<SuspendReason>('staff')
  const [note, setNote] = useState('')
  const suspend = async () => {
    await suspension.suspend(reason, note, key.current())
    key.renew()
  }
  return (
    <ConfirmDialog
      title={<Sentence text={text.suspendTitle} values={[account.username]} />}
      confirm={words.hosting.suspend}
      confirming={text.suspending}
      onConfirm={suspend}
      onClose={onClose}
    >
      <p>{text.suspendMeans}</p>
      <Field label={text.reason}>
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
      <Field label={text.note} optional help={text.noteHelp}>
        {(control) => (
          <input
            {...control}
            dir="auto"
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            className={controlClass}
          />
        )}
      </Field>
    </ConfirmDialog>
  )
}
