import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Server } from '#contracts/servers/schemas.ts'
import { api } from '../../lib/api.ts'
import { useLiveServers } from '../../shared/servers/use-live-servers.ts'

const askEveryMs = 15_000

/** The live list of servers. Refetched every 15 s if the event stream is not available. */
export function useServerList() {
  const queryClient = useQueryClient()
  const show = useCallback(
    (list: { items: Server[] }) => void queryClient.setQueryData(api.servers.list.queryKey(), list),
    [queryClient],
  )
  const live = useLiveServers(true, show)
  return useQuery(api.servers.list.queryOptions({ refetchInterval: live ? false : askEveryMs }))
}
