import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { OperationSummary } from '#contracts/operations/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { type BulkOutcome, type KeyOf, useBulkRun } from '../../lib/use-bulk-run.ts'
import { reportAction } from '../../shared/hand-over/acted-on.ts'
import { operationState } from '../../shared/operations/status-words.ts'
import { BulkDialog } from '../../ui/bulk-dialog.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { operationName } from './operation-name.ts'

const text = words.operations

export type BulkOrder = 'retry' | 'cancel'

interface OperationBulkDialogProps {
  order: BulkOrder
  operations: readonly OperationSummary[]
  /** @param left the operations without the change */
  onClose: (left: readonly OperationSummary[]) => void
}

async function carryOut(order: BulkOrder, { id }: OperationSummary, keyOf: KeyOf): Promise<BulkOutcome> {
  const context = { idempotencyKey: keyOf(id), waitSeconds: 1 }
  const { body } = await client.operations[order]({ id }, { context })
  reportAction({ operationId: id, reached: body })
  // An accepted request may still have failed, so the line shows the current status.
  const { label, tone } = operationState(body.operation)
  return { state: 'done', message: text.now(label), tone }
}

export function OperationBulkDialog({ order, operations, onClose }: OperationBulkDialogProps) {
  const queryClient = useQueryClient()
  const bulk = useBulkRun(operations, () => {
    void queryClient.invalidateQueries({ queryKey: api.operations.key() })
    void queryClient.invalidateQueries({ queryKey: api.servers.key() })
    void queryClient.invalidateQueries({ queryKey: api.customers.key() })
  })
  const [title, means] =
    order === 'retry'
      ? [text.retryMany(operations.length), text.retryMeans]
      : [text.cancelMany(operations.length), text.cancelMeans]
  return (
    <BulkDialog
      title={title}
      bulk={bulk}
      name={(operation) => (
        <Link
          to="/operations/$operationId"
          params={{ operationId: operation.id }}
          className="block truncate hover:underline"
        >
          {text.titleFor(operationName(operation))} <UserText>{operation.customerName}</UserText>
        </Link>
      )}
      pending={({ state }) => (state === 'waiting' ? text.notStarted : text.doing[order])}
      summary={({ done, failed, left }) => text.summary(done, failed, left)}
      begin={{ label: text.begin[order], variant: 'primary' }}
      // "Cancel" could be mistaken for the action itself.
      leave={words.common.close}
      onBegin={() => void bulk.run((operation, keyOf) => carryOut(order, operation, keyOf))}
      onClose={onClose}
    >
      <p>{means}</p>
    </BulkDialog>
  )
}
