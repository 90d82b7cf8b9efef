import type { AccountAndOperation } from '#contracts/hosting/schemas.ts'
import type { OperationSummary } from '#contracts/operations/schemas.ts'
import { client } from '../../lib/api.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { words } from '../../words/index.ts'

interface CancelDialogProps {
  operation: OperationSummary
  onClose: () => void
  onCancelled: (reached: AccountAndOperation) => Promise<void>
}

export function CancelDialog({ operation, onClose, onCancelled }: CancelDialogProps) {
  const key = useIdempotencyKey()
  const cancel = async () => {
    const { body } = await client.operations.cancel(
      { id: operation.id },
      { context: { idempotencyKey: key.current() } },
    )
    key.renew()
    await onCancelled(body)
  }
  return (
    <ConfirmDialog
      title={words.operations.cancelTitle}
      confirm={words.operations.cancelOne}
      confirming={words.operations.cancelling}
      keep={words.operations.keep}
      onConfirm={cancel}
      onClose={onClose}
    >
      <p>{words.operations.cancelOneMeans}</p>
    </ConfirmDialog>
  )
}
