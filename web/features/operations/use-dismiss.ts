import { useQueryClient } from '@tanstack/react-query'
import type { OperationSummary } from '#contracts/operations/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { operationName } from './operation-name.ts'

/** Dismisses a failure: it no longer needs action, and nothing else changes. */
export function useDismiss(operation: OperationSummary) {
  const queryClient = useQueryClient()
  return async () => {
    const { id } = operation
    try {
      const dismissed = await client.operations.dismiss({ id }, { context: { idempotencyKey: randomUuid() } })
      queryClient.setQueryData(api.operations.get.queryKey({ input: { id } }), dismissed)
      toast.success(words.operations.dismissDone(operationName(operation)))
    } catch (error) {
      toast.error(explain(error))
    }
    void queryClient.invalidateQueries({ queryKey: api.operations.key() })
    void queryClient.invalidateQueries({ queryKey: api.customers.key() })
  }
}
