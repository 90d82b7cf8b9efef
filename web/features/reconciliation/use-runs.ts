import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

/** A server's reconciliations, newest first, without their findings. */
export function useRuns(serverId: string) {
  const query = useInfiniteQuery(
    api.reconciliations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ id: serverId, limit: 20, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      refetchInterval: 30_000,
    }),
  )
  return { query, runs: query.data?.pages.flatMap((page) => page.items) }
}

export const useRun = (id: string | undefined) =>
  useQuery(api.reconciliations.get.queryOptions({ input: { id: id ?? '' }, enabled: id !== undefined }))
