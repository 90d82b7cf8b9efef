import { useState } from 'react'
import type { HostingAccount } from '#contracts/hosting-account.ts'
import { client } from '../../lib/api.ts'
import { useAccountChanged } from '../../lib/use-account-changed.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { controlLook, Field } from '../../ui/field.tsx'

export function TerminateDialog({ account, onClose }: { account: HostingAccount; onClose: () => void }) {
  const key = useIdempotencyKey()
  const changed = useAccountChanged()
  const [typed, setTyped] = useState('')
  const terminate = async () => {
    const { body } = await client.hostingAccounts.terminate(
      { id: account.id, confirm: typed.trim() },
      { context: { idempotencyKey: key.current() } },
    )
    key.renew()
    await changed(body)
  }
  return (
    <ConfirmDialog
      title={`Terminate ${account.username}`}
      confirm="Terminate"
      confirming="Terminating..."
      danger
      blocked={typed.trim() !== account.username}
      onConfirm={terminate}
      onClose={onClose}
    >
      <p>
        Deletes the account on {account.serverName} with everything in it: sites, mail, databases. This cannot
        be undone. The customer stays.
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
