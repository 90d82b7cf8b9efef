import { useState } from 'react'
import { type HostingAccount, suspendReason } from '#contracts/hosting-account.ts'
import { client } from '../../lib/api.ts'
import { suspendReasonWords } from '../../lib/status-words.ts'
import { useAccountChanged } from '../../lib/use-account-changed.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'

/** Takes one reason away; the account runs again once none is left. */
export function UnsuspendDialog({ account, onClose }: { account: HostingAccount; onClose: () => void }) {
  const key = useIdempotencyKey()
  const changed = useAccountChanged()
  const [reason, setReason] = useState(account.suspendReasons[0] ?? 'staff')
  const unsuspend = async () => {
    const { body } = await client.hostingAccounts.unsuspend(
      { id: account.id, reason },
      { context: { idempotencyKey: key.current() } },
    )
    key.renew()
    await changed(body)
  }
  const several = account.suspendReasons.length > 1
  return (
    <ConfirmDialog
      title={`Unsuspend ${account.username}`}
      confirm="Unsuspend"
      confirming="Unsuspending..."
      onConfirm={unsuspend}
      onClose={onClose}
    >
      <p>
        {several
          ? 'This account is suspended for several reasons. It runs again once none of them is left.'
          : 'Sites and mail of this account work again.'}
      </p>
      {several && (
        <Field label="Reason to take away">
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
