import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Operation } from '#contracts/operations/schemas.ts'
import { api } from '../../lib/api.ts'
import { hasEnded } from './states.ts'

/** An operation that follows the server's events while it goes on, and asks every 2 s where they do not come. */
export function useLiveOperation(id: string) {
  const queryClient = useQueryClient()
  const [streaming, setStreaming] = useState(false)
  const options = api.operations.get.queryOptions({ input: { id } })
  const query = useQuery({
    ...options,
    refetchInterval: ({ state }) => (streaming || (state.data && hasEnded(state.data.status)) ? false : 2000),
  })
  const goesOn = query.data !== undefined && !hasEnded(query.data.status)

  useEffect(() => {
    if (!goesOn) return
    const source = new EventSource(`/api/v1/operations/${encodeURIComponent(id)}/events`)
    const { queryKey } = api.operations.get.queryOptions({ input: { id } })
    source.onopen = () => setStreaming(true)
    source.onmessage = (event: MessageEvent<string>) => {
      // Trusted like every answer of our own API.
      const operation: Operation = JSON.parse(event.data)
      queryClient.setQueryData(queryKey, operation)
    }
    // The browser reconnects by itself; until then the query asks.
    source.onerror = () => setStreaming(false)
    return () => {
      source.close()
      setStreaming(false)
    }
  }, [goesOn, id, queryClient])

  return { query, live: streaming && goesOn }
}
