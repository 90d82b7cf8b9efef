import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type {
  FindingAction,
  Reconciliation,
  ReconciliationFinding,
} from '#contracts/reconciliation/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { notALogin } from '../../ui/not-a-login.ts'
import { Notice } from '../../ui/notice.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.reconciliation

interface ResolveDialogProps {
  run: Reconciliation
  finding: ReconciliationFinding
  action: FindingAction
  onClose: () => void
}

/** Confirms and runs an action. Asks for the number of missing accounts if the run is on hold. */
export function ResolveDialog({ run, finding, action, onClose }: ResolveDialogProps) {
  const queryClient = useQueryClient()
  const key = useIdempotencyKey()
  const [typed, setTyped] = useState('')
  const held = finding.heldActions.includes(action)
  const actionText = text.actions[action]
  const resolve = async () => {
    const { body } = await client.reconciliations.resolve(
      { id: run.id, findingId: finding.id, action, ...(held ? { confirm: Number(typed) } : {}) },
      { context: { idempotencyKey: key.current() } },
    )
    key.renew()
    const { queryKey } = api.reconciliations.get.queryOptions({ input: { id: run.id } })
    queryClient.setQueryData(queryKey, {
      ...run,
      ...body.reconciliation,
      items: run.items.map((item) => (item.id === finding.id ? body.finding : released(item, held))),
    })
    void queryClient.invalidateQueries({ queryKey: api.reconciliations.key() })
    void queryClient.invalidateQueries({ queryKey: api.servers.key() })
    void queryClient.invalidateQueries({ queryKey: api.operations.key() })
    void queryClient.invalidateQueries({ queryKey: api.customers.key() })
  }
  return (
    <ConfirmDialog
      title={
        <>
          {actionText.title}: <UserText>{finding.username}</UserText>
        </>
      }
      confirm={actionText.label}
      confirming={actionText.doing}
      danger={action === 'terminate' || action === 'mark-gone'}
      blocked={held && typed.trim() !== String(run.vanished)}
      onConfirm={resolve}
      onClose={onClose}
    >
      <p className="wrap-anywhere">
        <UserText>{finding.message}</UserText>
      </p>
      <p>{actionText.means}</p>
      {held && (
        <>
          <Notice tone="bad">
            <p className="font-medium">{text.holdTitle(run.vanished, run.believed)}</p>
            <p>{text.holdHelp}</p>
          </Notice>
          <Field label={text.confirmNumber} help={text.confirmNumberHelp}>
            {(control) => (
              <input
                {...control}
                inputMode="numeric"
                {...notALogin}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                className={controlClass}
              />
            )}
          </Field>
        </>
      )}
    </ConfirmDialog>
  )
}

/** After the number is confirmed, the other differences do not ask for it. */
const released = (item: ReconciliationFinding, confirmed: boolean): ReconciliationFinding =>
  confirmed ? { ...item, actions: [...item.actions, ...item.heldActions], heldActions: [] } : item
