import type { AccountAndOperation } from '#contracts/hosting-account.ts'
import type { OperationSummary } from '#contracts/operation.ts'
import { client } from '../../lib/api.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

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
      title="Cancel this operation"
      confirm="Cancel operation"
      confirming="Cancelling..."
      danger
      onConfirm={cancel}
      onClose={onClose}
    >
      <p>
        Nothing more is tried. If the panel may already have acted, that is found out first, and what exists
        there is shown.
      </p>
    </ConfirmDialog>
  )
}
