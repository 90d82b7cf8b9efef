import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BulkActionDetails } from '#contracts/bulk-actions/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { randomUuid } from '../../lib/random.ts'

const readAgainMs = 1000

const isWorking = ({ status, counts }: BulkActionDetails) =>
  status === 'checking' || status === 'running' || counts.running > 0

/** A bulk action, read again every second while there is work. */
export const useBulkAction = (id: string) =>
  useQuery(
    api.bulkActions.get.queryOptions({
      input: { id },
      refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? readAgainMs : false),
    }),
  )

export type BulkStep = 'pause' | 'resume' | 'cancel'

/** The calls that change a bulk action. Each replaces it in the cache. */
export function useBulkActionSteps(id: string) {
  const queryClient = useQueryClient()
  const show = (changed: BulkActionDetails) => {
    queryClient.setQueryData(api.bulkActions.get.queryKey({ input: { id } }), changed)
    void queryClient.invalidateQueries({ queryKey: api.bulkActions.rows.key() })
    void queryClient.invalidateQueries({ queryKey: api.bulkActions.list.key() })
  }
  const context = () => ({ context: { idempotencyKey: randomUuid() } })
  const step = useMutation({
    mutationFn: (name: BulkStep) => client.bulkActions[name]({ id }, context()),
    onSuccess: show,
  })
  const start = useMutation({
    mutationFn: (confirm: number | null) =>
      client.bulkActions.start({ id, ...(confirm === null ? {} : { confirm }) }, context()),
    onSuccess: show,
  })
  return { step, start }
}
