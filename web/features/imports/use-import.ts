import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ImportDetails } from '#contracts/imports/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { randomUuid } from '../../lib/random.ts'

const readAgainMs = 1000

const isWorking = ({ status, counts }: ImportDetails) =>
  status === 'checking' || status === 'running' || counts.running > 0

/** An import, read again every second while there is work. */
export function useImport(id: string) {
  return useQuery(
    api.imports.get.queryOptions({
      input: { id },
      refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? readAgainMs : false),
    }),
  )
}

export type ImportStep = 'check' | 'start' | 'pause' | 'resume' | 'cancel'

/** The calls that change an import. Each replaces it in the cache. */
export function useImportActions(id: string) {
  const queryClient = useQueryClient()
  const show = (changed: ImportDetails) => {
    queryClient.setQueryData(api.imports.get.queryKey({ input: { id } }), changed)
    void queryClient.invalidateQueries({ queryKey: api.imports.rows.key() })
    void queryClient.invalidateQueries({ queryKey: api.imports.list.key() })
  }
  const context = () => ({ context: { idempotencyKey: randomUuid() } })
  const step = useMutation({
    mutationFn: (name: ImportStep) => client.imports[name]({ id }, context()),
    onSuccess: show,
  })
  const change = useMutation({
    mutationFn: (input: Omit<Parameters<typeof client.imports.change>[0], 'id'>) =>
      client.imports.change({ ...input, id }),
    onSuccess: show,
  })
  return { step, change }
}
