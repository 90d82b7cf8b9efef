import { useCallback, useEffect, useRef } from 'react'
import { suggestHostingUsername } from '#contracts/hosting/username.ts'
import type { TextRule } from '#contracts/panels/schemas.ts'

interface UsernameSuggestion {
  email: string
  serverId: string
  /** The rule of the picked server's driver, once it is known. */
  rule: TextRule | undefined
  /** The username in the form, if the server says that it is taken. */
  taken: string | null
  suggest: (username: string) => void
  /** Asks the server again whether the suggestion is taken. */
  ask: () => void
}

/** Suggests a free username from the email address until one is typed; emptying the field brings the suggestion back. */
export function useUsernameSuggestion({ email, serverId, rule, taken, suggest, ask }: UsernameSuggestion) {
  const typed = useRef(false)
  const known = useRef({ serverId, names: new Set<string>() })
  useEffect(() => {
    if (known.current.serverId !== serverId) known.current = { serverId, names: new Set() }
    if (typed.current) return
    if (taken !== null) known.current.names.add(taken)
    suggest(suggestHostingUsername(email, rule, known.current.names))
    if (taken !== null) ask()
  }, [email, serverId, rule, taken, suggest, ask])
  return useCallback((username: string) => {
    typed.current = username !== ''
  }, [])
}
