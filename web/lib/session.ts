import { queryOptions } from '@tanstack/react-query'
import { problem } from '#contracts/problem.ts'
import type { SignIn, Viewer } from '#contracts/session.ts'
import { client } from './api.ts'
import { ApiError, ConnectionError, isSignedOut } from './problem.ts'

/** Who is signed in; null for nobody. */
export const viewerQuery = queryOptions({
  queryKey: ['viewer'],
  queryFn: async (): Promise<Viewer | null> => {
    try {
      return await client.session.viewer()
    } catch (error) {
      if (isSignedOut(error)) return null
      throw error
    }
  },
  staleTime: 60_000,
  retry: 1,
})

const post = (path: string, body: unknown) =>
  fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new ConnectionError('The server could not be reached. Check your network and try again.', { cause })
  })

/** The sign-in calls answer in their own form, not as problem details: each status is put into words here. */
const words: Record<number, string> = {
  401: 'The e-mail address or the password is not right.',
  403: 'This login is not active. Ask your hosting provider.',
  429: 'Too many tries. Wait a minute, then try again.',
}

export async function signIn(credentials: SignIn): Promise<void> {
  const response = await post('/api/auth/sign-in/email', credentials)
  if (response.ok) return
  const answer = problem.safeParse(await response.json().catch(() => null))
  const known = words[response.status]
  throw new ApiError({
    type: 'about:blank',
    title: 'Sign-in refused',
    status: response.status === 401 ? 403 : response.status,
    detail:
      known ?? (answer.success ? answer.data.detail : 'Signing in did not work. Try again in a moment.'),
    code: 'sign-in-refused',
    requestId: '',
  })
}

export async function signOut(): Promise<void> {
  const response = await post('/api/auth/sign-out', {})
  if (!response.ok && response.status !== 401)
    throw new ConnectionError('Signing out did not work. Try again.')
}
