import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Server } from '#contracts/servers/schemas.ts'

const subscribe = (changed: () => void) => {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}

/**
 * Follows the list of servers while it is `wanted` and this tab is visible: a browser allows six connections to one
 * origin in all tabs together, and a stream uses one. Returns whether changes arrive now. If not, the caller
 * must refetch the list.
 * @param onChange must stay the same between renders
 */
export function useLiveServers(wanted: boolean, onChange: (list: { items: Server[] }) => void): boolean {
  const [live, setLive] = useState(false)
  const visible = useSyncExternalStore(
    subscribe,
    () => document.visibilityState === 'visible',
    () => false,
  )
  useEffect(() => {
    if (!wanted || !visible) return
    const source = new EventSource('/api/v1/servers/events')
    source.onopen = () => setLive(true)
    source.onmessage = (event: MessageEvent<string>) => {
      // Trusted like every response of our own API.
      const list: { items: Server[] } = JSON.parse(event.data)
      onChange(list)
    }
    // The browser reconnects automatically.
    source.onerror = () => setLive(false)
    return () => {
      source.close()
      setLive(false)
    }
  }, [wanted, visible, onChange])
  return live
}
