import { useState } from 'react'
import type { HostingAccount } from '#contracts/hosting-account.ts'
import { client } from '../../lib/api.ts'
import { useAccountChanged } from '../../lib/use-account-changed.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { mayConfirmDeletion } from '../../lib/what-may-be-done.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { controlLook, Field } from '../../ui/field.tsx'

export function TerminateDialog({ account, onClose }: { account: HostingAccount; onClose: () => void }) {
  const key = useIdempotencyKey()
  const changed = useAccountChanged()
  const [typed, setTyped] = useState('')
  const byHand = mayConfirmDeletion(account)
  const terminate = async () => {
    const { body } = await client.hostingAccounts.terminate(
      { id: account.id, confirm: typed.trim(), ...(byHand ? { deletedOnPanel: true } : {}) },
      { context: { idempotencyKey: key.current() } },
    )
    key.renew()
    await changed(body)
  }
  return (
    <ConfirmDialog
      title={byHand ? `Confirm that ${account.username} is deleted` : `Terminate ${account.username}`}
      confirm={byHand ? 'It is deleted' : 'Terminate'}
      confirming={byHand ? 'Confirming...' : 'Terminating...'}
      danger
      blocked={typed.trim() !== account.username}
      onConfirm={terminate}
      onClose={onClose}
    >
      <p>
        {byHand
          ? `Only if you have deleted the account on ${account.serverName} yourself, or seen that it is not there: this is taken as true, and its slot and username are free then.`
          : `Deletes the account on ${account.serverName} with everything in it: sites, mail, databases. This cannot be undone. The customer stays.`}
      </p>
      <Field label="Type the username to confirm" help={account.username}>
        {(control) => (
          <input
            {...control}
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            className={controlLook}
          />
        )}
      </Field>
    </ConfirmDialog>
  )
}
