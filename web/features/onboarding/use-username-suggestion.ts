import { useCallback, useEffect, useRef } from 'react'
import { suggestHostingUsername } from '#contracts/hosting/username.ts'
import type { TextRule } from '#contracts/panels/schemas.ts'

interface UsernameSuggestion {
  email: string
  /** The rule of the picked server's driver, once it is known. */
  rule: TextRule | undefined
  suggest: (username: string) => void
}

/** Suggests a username from the email address until one is typed; emptying the field brings the suggestion back. */
export function useUsernameSuggestion({ email, rule, suggest }: UsernameSuggestion) {
  const typed = useRef(false)
  useEffect(() => {
    if (!typed.current) suggest(suggestHostingUsername(email, rule))
  }, [email, rule, suggest])
  return useCallback((username: string) => {
    typed.current = username !== ''
  }, [])
}
