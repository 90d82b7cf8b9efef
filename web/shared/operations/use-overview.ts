import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

/** The open operations, counted and grouped. It costs the server a few milliseconds, so it is refetched often. */
export const useOverview = (server?: string | undefined) =>
  useQuery(
    api.operations.overview.queryOptions({
      input: server === undefined ? {} : { serverId: server },
      refetchInterval: 5000,
    }),
  )
