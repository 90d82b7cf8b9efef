import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ImportChange, ImportDefaults, ImportDetails } from '#contracts/imports/schemas.ts'
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

/** Only the fields that are present replace the earlier ones. */
function defaultsAfter(before: ImportDefaults, change: ImportChange['defaults'] = {}): ImportDefaults {
  const { hosting = before.hosting, passwords = before.passwords, serverId = before.serverId } = change
  return { hosting, passwords, ...(serverId === undefined ? {} : { serverId }) }
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
    // At once: the fields stay usable, and a list that goes back to its old value would look refused.
    onMutate: ({ mapping, defaults }) => {
      const queryKey = api.imports.get.queryKey({ input: { id } })
      queryClient.setQueryData(queryKey, (shown: ImportDetails | undefined) =>
        shown === undefined
          ? shown
          : {
              ...shown,
              columns: shown.columns.map((column) =>
                mapping && column.name in mapping
                  ? { ...column, mappedTo: mapping[column.name] ?? null }
                  : column,
              ),
              defaults: defaultsAfter(shown.defaults, defaults),
            },
      )
    },
    onSuccess: show,
    onError: () => void queryClient.invalidateQueries({ queryKey: api.imports.get.key({ input: { id } }) }),
  })
  return { step, change }
}
