import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { client } from '../../lib/api.ts'

const loadingLimitMs = 10_000

/**
 * The servers, asked for anew by every form as soon as it is `wanted`: capacity from minutes ago would mislead.
 * Ends after 10 s at most.
 */
export function useServerChoices(wanted: boolean) {
  const form = useId()
  return useQuery({
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
}
export type ServerChoices = ReturnType<typeof useServerChoices>
