import { useState } from 'react'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import { client } from '../../lib/api.ts'
import { useAccountChanged } from '../../lib/use-account-changed.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { mayConfirmDeletion } from '../../lib/what-may-be-done.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { controlLook, Field } from '../../ui/field.tsx'
import { words } from '../../words/index.ts'

const said = words.hostingDialogs

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
      title={byHand ? said.deletedTitle(account.username) : said.terminateTitle(account.username)}
      confirm={byHand ? said.deletedConfirm : words.hosting.terminate}
      confirming={byHand ? said.confirming : said.terminating}
      danger
      blocked={typed.trim() !== account.username}
      onConfirm={terminate}
      onClose={onClose}
    >
      <p>{byHand ? said.deletedMeans(account.serverName) : said.terminateMeans(account.serverName)}</p>
      <Field label={said.typeUsername} help={account.username}>
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
