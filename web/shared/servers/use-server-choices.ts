import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useId } from 'react'
import type { Server } from '#contracts/servers/schemas.ts'
import { client } from '../../lib/api.ts'
import { useLiveServers } from './use-live-servers.ts'

const loadingLimitMs = 10_000

/**
 * The servers, loaded again by every form when it is `wanted`, because capacity changes within minutes.
 * Loading ends after 10 s at most. After that it follows every change.
 */
export function useServerChoices(wanted: boolean) {
  const form = useId()
  const queryClient = useQueryClient()
  const show = useCallback(
    (list: { items: Server[] }) => void queryClient.setQueryData(['server-choices', form], list),
    [queryClient, form],
  )
  const choices = useQuery({
    queryKey: ['server-choices', form],
    queryFn: ({ signal }) =>
      client.servers.list(undefined, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(loadingLimitMs)]),
      }),
    select: ({ items }) => items,
    enabled: wanted,
    retry: false,
    gcTime: 0,
    staleTime: 0,
    refetchOnWindowFocus: false,
  })
  useLiveServers(wanted && choices.data !== undefined, show)
  return choices
}
export type ServerChoices = ReturnType<typeof useServerChoices>
