import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { client } from '../../lib/api.ts'

const loadingLimitMs = 10_000

/** The servers, asked for anew by every form: capacity from minutes ago would mislead. Ends after 10 s at most. */
export function useServerChoices() {
  const form = useId()
  return useQuery({
    queryKey: ['server-choices', form],
    queryFn: ({ signal }) =>
      client.servers.list({}, { signal: AbortSignal.any([signal, AbortSignal.timeout(loadingLimitMs)]) }),
    select: ({ items }) => items,
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
}
