import { useState } from 'react'
import { type HostingAccount, suspendReason } from '#contracts/hosting/schemas.ts'
import { client } from '../../lib/api.ts'
import { suspendReasonWords } from '../../lib/status-words.ts'
import { useAccountChanged } from '../../lib/use-account-changed.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'

const said = words.hostingDialogs

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
      title={said.unsuspendTitle(account.username)}
      confirm={words.hosting.unsuspend}
      confirming={said.unsuspending}
      onConfirm={unsuspend}
      onClose={onClose}
    >
      <p>{several ? said.unsuspendSeveral : said.unsuspendMeans}</p>
      {several && (
        <Field label={said.reasonToTakeAway}>
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
