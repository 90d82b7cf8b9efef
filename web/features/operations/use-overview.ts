import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

/** What is open, counted and grouped; a few milliseconds of the server's time, so it is asked for often. */
export const useOverview = (server?: string | undefined) =>
  useQuery(
    api.operations.overview.queryOptions({
      input: server === undefined ? {} : { serverId: server },
      refetchInterval: 5000,
    }),
  )
