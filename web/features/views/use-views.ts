import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { NewSavedView, SavedViewChange, ViewPage } from '#contracts/saved-views/schemas.ts'
import { api, client } from '../../lib/api.ts'

export const useViews = (page: ViewPage) => useQuery(api.savedViews.list.queryOptions({ input: { page } }))

/** The actions on the user's own views. Each updates the list. */
export function useViewActions() {
  const queryClient = useQueryClient()
  const thenRefresh = async <Result>(action: Promise<Result>): Promise<Result> => {
    try {
      return await action
    } finally {
      void queryClient.invalidateQueries({ queryKey: api.savedViews.key() })
    }
  }
  return {
    create: (body: NewSavedView, idempotencyKey: string) =>
      thenRefresh(client.savedViews.create(body, { context: { idempotencyKey } })),
    change: (id: string, change: SavedViewChange) => thenRefresh(client.savedViews.change({ id, ...change })),
    remove: (id: string) => thenRefresh(client.savedViews.remove({ id })),
  }
}
