import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { Api } from '#contracts/api.ts'
import { words } from '../words/index.ts'
import { apiRoutes } from './api-routes.ts'
import { dropBootResponses, takeBootResponse } from './boot-responses.ts'
import { confirmIdentity } from './confirm-identity.ts'
import { ApiError, ConnectionError, readProblem, reauthenticationRequired } from './problem.ts'
import { signInAgain } from './sign-in-again.ts'

interface CallContext {
  /** Expected on every POST. Created when a form opens, and again after a committed success. */
  idempotencyKey?: string
  /** How long a call that starts an operation waits for it. Default: 10 s, set by the API. */
  waitSeconds?: number
}

const targetOf = (input: Request | string, init?: RequestInit) =>
  typeof input === 'string' ? { method: init?.method ?? 'GET', url: input } : input

async function sendOnce(input: Request | string, init?: RequestInit): Promise<Response> {
  const { method, url } = targetOf(input, init)
  if (method === 'GET') return (await takeBootResponse(url)) ?? fetch(input, init)
  dropBootResponses()
  return fetch(input, init)
}

/**
 * Sends a request again after the user has signed in again, or has confirmed who they are, so that no input is lost.
 * Reads do not wait for a new session: their pages lead to the sign-in page.
 */
async function send(input: Request | string, init?: RequestInit): Promise<Response> {
  // The body of a request can be read only once.
  const again = typeof input === 'string' ? input : input.clone()
  const response = await sendOnce(input, init)
  const isRead = targetOf(input, init).method === 'GET'
  const mayRepeat =
    response.status === 401
      ? !isRead && (await signInAgain())
      : (await needsConfirmation(response)) && (await confirmIdentity())
  if (!mayRepeat) return response
  // Without the caller's deadline, which ran while the user typed a password.
  return sendOnce(typeof again === 'string' ? again : new Request(again, { signal: null }), init)
}

const needsConfirmation = async (response: Response): Promise<boolean> =>
  response.status === 403 && (await readProblem(response.clone())).code === reauthenticationRequired

/** A fetch that fails with {@link ApiError} or {@link ConnectionError}, never with a TypeError. */
export async function request(input: Request | string, init?: RequestInit): Promise<Response> {
  const response = await send(input, init).catch((cause: unknown) => {
    if (cause instanceof DOMException && ['AbortError', 'TimeoutError'].includes(cause.name)) throw cause
    throw new ConnectionError(words.problems.connectionLost, { cause })
  })
  // Not in oRPC's decoder, which returns application/problem+json as an unread file.
  if (!response.ok) throw new ApiError(await readProblem(response))
  return response
}

const link = new OpenAPILink<CallContext>(apiRoutes, {
  url: () => `${window.location.origin}/api`,
  headers: ({ context }) => ({
    ...(context.idempotencyKey ? { 'idempotency-key': context.idempotencyKey } : {}),
    ...(context.waitSeconds === undefined ? {} : { prefer: `wait=${context.waitSeconds}` }),
  }),
  fetch: (input, init) => request(input, init),
})

export const client: JsonifiedClient<ContractRouterClient<Api, CallContext>> = createORPCClient(link)

/** Query and mutation options for TanStack Query, one per call of the API. */
export const api = createTanstackQueryUtils(client)
