import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Server } from '#contracts/servers/schemas.ts'
import { api } from '../../lib/api.ts'
import { useLiveServers } from '../../shared/servers/use-live-servers.ts'

const askEveryMs = 15_000

/** The servers, as they change; asked for every 15 s where changes do not come by themselves. */
export function useServerList() {
  const queryClient = useQueryClient()
  const show = useCallback(
    (list: { items: Server[] }) => void queryClient.setQueryData(api.servers.list.queryKey(), list),
    [queryClient],
  )
  const live = useLiveServers(true, show)
  return useQuery(api.servers.list.queryOptions({ refetchInterval: live ? false : askEveryMs }))
}
