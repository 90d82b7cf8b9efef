import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { SignIn, Viewer } from '#contracts/session/schemas.ts'
import { client } from '../../lib/api.ts'
import { dropBootResponses } from '../../lib/boot-responses.ts'
import { dropAllDrafts } from '../../lib/draft.ts'
import { ApiError, ConnectionError, isProblem, isSignedOut } from '../../lib/problem.ts'
import { words } from '../../words/index.ts'
import { announceSignOut } from './sign-out-news.ts'

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

const post = (path: string, body: unknown) => {
  // They were sent for the previous session.
  dropBootResponses()
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new ConnectionError(words.session.unreachable, { cause })
  })
}

/** The sign-in calls answer in their own form, not as problem details: each status is put into words here. */
const refusals: Record<number, string> = {
  401: words.session.wrongPassword,
  403: words.session.notActive,
  429: words.session.tooMany,
}

export async function signIn(credentials: SignIn): Promise<void> {
  const response = await post('/api/auth/sign-in/email', credentials)
  if (response.ok) return
  const answer: unknown = await response.json().catch(() => null)
  throw new ApiError({
    type: 'about:blank',
    title: 'Sign-in refused',
    status: response.status === 401 ? 403 : response.status,
    detail: refusals[response.status] ?? (isProblem(answer) ? answer.detail : words.session.signInFailed),
    code: 'sign-in-refused',
    requestId: '',
  })
}

export async function signOut(): Promise<void> {
  const response = await post('/api/auth/sign-out', {})
  if (!response.ok && response.status !== 401) throw new ConnectionError(words.session.signOutFailed)
  announceSignOut()
}

/** Leaves nothing of a user behind for the next one at this screen. */
export function forgetSession(queryClient: QueryClient): void {
  queryClient.clear()
  dropAllDrafts()
  queryClient.setQueryData(viewerQuery.queryKey, null)
}
