import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { SignIn, Viewer } from '#contracts/session/schemas.ts'
import { client } from '../../lib/api.ts'
import { dropBootResponses } from '../../lib/boot-responses.ts'
import { dropAllDrafts } from '../../lib/draft.ts'
import { ApiError, ConnectionError, isSignedOut, readProblem } from '../../lib/problem.ts'
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

/** Refusals that the page puts in its own words. The API's sentence stands for every other one. */
const refusals: Readonly<Record<string, string>> = {
  'invalid-credentials': words.session.wrongPassword,
  'account-inactive': words.session.notActive,
  'too-many-requests': words.session.tooMany,
}

export async function signIn(credentials: SignIn): Promise<void> {
  const response = await post('/api/auth/sign-in/email', credentials)
  if (response.ok) return
  const problem = await readProblem(response)
  throw new ApiError({
    ...problem,
    // A 401 elsewhere means that the session has ended. Here there was none.
    status: problem.status === 401 ? 403 : problem.status,
    detail: refusals[problem.code] ?? problem.detail,
  })
}

export async function signOut(): Promise<void> {
  const response = await post('/api/auth/sign-out', {})
  if (!response.ok && response.status !== 401) throw new ApiError(await readProblem(response))
  announceSignOut()
}

/** Leaves nothing of a user behind for the next one at this screen. */
export function forgetSession(queryClient: QueryClient): void {
  queryClient.clear()
  dropAllDrafts()
  queryClient.setQueryData(viewerQuery.queryKey, null)
}
