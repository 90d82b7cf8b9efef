import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import type { NewApiToken } from '#contracts/api-tokens/schemas.ts'
import { api, client } from '../../lib/api.ts'

const pageSize = 50

export const useApiTokens = () =>
  useInfiniteQuery(
    api.apiTokens.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: pageSize, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )

/** The actions on API tokens. Each updates the list. */
export function useApiTokenActions() {
  const queryClient = useQueryClient()
  const thenRefresh = async <Result>(action: Promise<Result>): Promise<Result> => {
    try {
      return await action
    } finally {
      void queryClient.invalidateQueries({ queryKey: api.apiTokens.key() })
    }
  }
  return {
    create: (body: NewApiToken, idempotencyKey: string) =>
      thenRefresh(client.apiTokens.create(body, { context: { idempotencyKey } })),
    revoke: (id: string) => thenRefresh(client.apiTokens.revoke({ id })),
  }
}
