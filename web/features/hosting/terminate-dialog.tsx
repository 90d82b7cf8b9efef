import { useState } from 'react'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import { client } from '../../lib/api.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { mayConfirmDeletion } from '../../shared/hosting/states.ts'
import { useAccountChanged } from '../../shared/hosting/use-account-changed.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { notALogin } from '../../ui/not-a-login.ts'
import { Sentence, UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.hostingDialogs

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
      title={<Sentence text={byHand ? text.deletedTitle : text.terminateTitle} values={[account.username]} />}
      confirm={byHand ? text.deletedConfirm : words.hosting.terminate}
      confirming={byHand ? text.confirming : text.terminating}
      danger
      blocked={typed.trim() !== account.username}
      onConfirm={terminate}
      onClose={onClose}
    >
      <p className="wrap-anywhere">
        <Sentence text={byHand ? text.deletedMeans : text.terminateMeans} values={[account.serverName]} />
      </p>
      <Field label={text.typeUsername} help={<UserText>{account.username}</UserText>}>
        {(control) => (
          <input
            {...control}
            {...notALogin}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            className={controlClass}
          />
        )}
      </Field>
    </ConfirmDialog>
  )
}
