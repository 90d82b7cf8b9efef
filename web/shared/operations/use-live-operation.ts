import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Operation } from '#contracts/operations/schemas.ts'
import { api } from '../../lib/api.ts'
import { hasEnded } from './states.ts'

/** Returns an operation that follows the server's events until it ends. Without events it is refetched every 2 s. */
export function useLiveOperation(id: string) {
  const queryClient = useQueryClient()
  const [streaming, setStreaming] = useState(false)
  const options = api.operations.get.queryOptions({ input: { id } })
  const query = useQuery({
    ...options,
    refetchInterval: ({ state }) => (streaming || (state.data && hasEnded(state.data.status)) ? false : 2000),
  })
  const open = query.data !== undefined && !hasEnded(query.data.status)

  useEffect(() => {
    if (!open) return
    const source = new EventSource(`/api/v1/operations/${encodeURIComponent(id)}/events`)
    const { queryKey } = api.operations.get.queryOptions({ input: { id } })
    source.onopen = () => setStreaming(true)
    source.onmessage = (event: MessageEvent<string>) => {
      // Trusted like every response of our own API.
      const operation: Operation = JSON.parse(event.data)
      queryClient.setQueryData(queryKey, operation)
    }
    // The browser reconnects automatically; until then the query refetches.
    source.onerror = () => setStreaming(false)
    return () => {
      source.close()
      setStreaming(false)
    }
  }, [open, id, queryClient])

  return { query, live: streaming && open }
}
