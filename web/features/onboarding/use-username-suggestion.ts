import { useCallback, useEffect, useRef } from 'react'
import { suggestHostingUsername } from '#contracts/hosting/username.ts'

/** Suggests a username from the e-mail address until a person types one; emptying it asks for the suggestion again. */
export function useUsernameSuggestion(email: string, suggest: (username: string) => void) {
  const typed = useRef(false)
  useEffect(() => {
    if (!typed.current) suggest(suggestHostingUsername(email))
  }, [email, suggest])
  return useCallback((username: string) => {
    typed.current = username !== ''
  }, [])
}
