import { useEffect, useState } from 'react'

/**
 * Returns the token of a one-time link, "" without one. It is after the #, so browsers do not send it to a
 * server. It is removed from the address and the history at once. The history entry keeps it as state, so a
 * reload of the page works, but it leaves the tab with that entry.
 */
export function useLinkToken(): string {
  const [token, setToken] = useState(readToken)
  useEffect(() => {
    // Another link, opened in the same tab, changes the address without loading the page, also before this effect.
    const onHash = () => {
      if (window.location.hash.length <= 1) return
      setToken(readToken())
      hideToken()
    }
    onHash()
    window.addEventListener('hashchange', onHash)
    return () => window.removeEventListener('hashchange', onHash)
  }, [])
  return token
}

const stateKey = 'linkToken'

function readToken(): string {
  const { hash } = window.location
  if (hash.length > 1) return hash.slice(1).replace(/^token=/, '')
  const kept: unknown = window.history.state?.[stateKey]
  return typeof kept === 'string' ? kept : ''
}

function hideToken(): void {
  const { pathname, search, hash } = window.location
  if (hash.length <= 1) return
  const state = { ...window.history.state, [stateKey]: readToken() }
  window.history.replaceState(state, '', pathname + search)
}
