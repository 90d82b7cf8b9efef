import { useState } from 'react'
import { type HostingAccount, suspendReason } from '#contracts/hosting/schemas.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { suspendReasonWords } from '../../shared/hosting/status-words.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { useSuspension } from './use-suspension.ts'

const text = words.hostingDialogs

/** Removes one reason. The account resumes when no reasons remain. */
export function UnsuspendDialog({ account, onClose }: { account: HostingAccount; onClose: () => void }) {
  const key = useIdempotencyKey()
  const { removeReason } = useSuspension(account)
  const [reason, setReason] = useState(account.suspendReasons[0] ?? 'staff')
  const unsuspend = async () => {
    await removeReason(reason, key.current())
    key.renew()
  }
  const several = account.suspendReasons.length > 1
  return (
    <ConfirmDialog
      title={<Sentence text={text.unsuspendTitle} values={[account.username]} />}
      confirm={words.hosting.unsuspend}
      confirming={text.unsuspending}
      onConfirm={unsuspend}
      onClose={onClose}
    >
      <p>{several ? text.unsuspendSeveral : text.unsuspendMeans}</p>
      {several && (
        <Field label={text.reasonToRemove}>
          {(control) => (
            <Select
              {...control}
              value={reason}
              onChange={(event) => setReason(suspendReason.parse(event.target.value))}
            >
              {account.suspendReasons.map((option) => (
                <option key={option} value={option}>
                  {suspendReasonWords[option]}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </ConfirmDialog>
  )
}
