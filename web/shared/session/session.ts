import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { SignIn, Viewer } from '#contracts/session/schemas.ts'
import { client } from '../../lib/api.ts'
import { dropBootResponses } from '../../lib/boot-responses.ts'
import { dropAllDrafts } from '../../lib/draft.ts'
import { ApiError, ConnectionError, isSignedOut, readProblem } from '../../lib/problem.ts'
import { words } from '../../words/index.ts'
import { announceSignOut } from './sign-out-news.ts'

/** The signed-in viewer, or null. */
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

export const post = (path: string, body: unknown) => {
  // The boot responses belong to the previous session.
  dropBootResponses()
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new ConnectionError(words.session.unreachable, { cause })
  })
}

/** Refusals with our own text. All others show the API's text. */
const refusals: Readonly<Record<string, string>> = {
  'invalid-credentials': words.session.wrongPassword,
  'account-inactive': words.session.notActive,
  'too-many-requests': words.session.tooMany,
}

/** @throws {ApiError} */
export async function refuse(response: Response, texts: Readonly<Record<string, string>>): Promise<never> {
  const problem = await readProblem(response)
  throw new ApiError({
    ...problem,
    // Elsewhere, a 401 means that the session has ended. Here there was no session.
    status: problem.status === 401 ? 403 : problem.status,
    detail: texts[problem.code] ?? problem.detail,
  })
}

/** - code-needed: the password was right, and {@link signInByCode} must follow within five minutes */
export type SignInResult = 'signed-in' | 'code-needed'

export async function signIn(credentials: SignIn): Promise<SignInResult> {
  const response = await post('/api/auth/sign-in/email', credentials)
  if (!response.ok) return refuse(response, refusals)
  const answer: unknown = await response.json().catch(() => null)
  const needsCode = typeof answer === 'object' && answer !== null && 'secondFactor' in answer
  return needsCode ? 'code-needed' : 'signed-in'
}

/** Reads the signed-in user again, for example when their second factors have changed. */
export const readViewerAgain = (queryClient: QueryClient): Promise<Viewer | null> =>
  queryClient.fetchQuery({ ...viewerQuery, staleTime: 0 })

export async function signOut(): Promise<void> {
  const response = await post('/api/auth/sign-out', {})
  if (!response.ok && response.status !== 401) throw new ApiError(await readProblem(response))
  announceSignOut()
}

/** Removes all data of a user before the next one signs in. */
export function forgetSession(queryClient: QueryClient): void {
  queryClient.clear()
  dropAllDrafts()
  queryClient.setQueryData(viewerQuery.queryKey, null)
}
