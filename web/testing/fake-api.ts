import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { implement, ORPCError, type Router, ValidationError } from '@orpc/server'
import { type Api, api } from '#contracts/api.ts'
import type { Problem } from '#contracts/problem.ts'
import type { Answers } from './answers.ts'
import { emptyWorld } from './empty-world.ts'

/** Thrown by a fake response: the API refuses the call. The status is below 500, because the app retries others. */
export class Refused extends Error {
  readonly problem: Problem

  constructor(detail: string, fields: Partial<Problem> = {}) {
    super(detail)
    this.problem = {
      type: 'about:blank',
      title: 'Refused',
      status: 409,
      detail,
      code: 'refused',
      requestId: 'request-1',
      ...fields,
    }
  }
}

/** The response without a session. */
export const signedOut = () => {
  throw new Refused('Sign in first.', { status: 401, code: 'signed-out' })
}

/** A response that never comes. The page keeps loading. */
export const never = () => new Promise<never>(() => {})

/** A response that refuses with this text. */
export const refuses = (detail: string) => () => {
  throw new Refused(detail)
}

type Answer = (input: unknown) => unknown
type AnswersByName = Record<string, Record<string, Answer> | undefined>

const wrongPassword = () =>
  Response.json(
    { ...new Refused('Check both.', { status: 401, code: 'invalid-credentials' }).problem },
    { status: 401 },
  )
let signInRefusal: () => Response = wrongPassword

/** Makes the API refuse sign-ins like this until the next test. */
export function refuseSignIn(refusal: () => Response): void {
  signInRefusal = refusal
}

let current: AnswersByName = {}
let unexpected: string[] = []

/** Sets the responses of the API. Other calls respond as in an empty installation. */
export function answerApi(answers: Answers): void {
  // The names come from the contract. The called pair is known only at run time.
  current = answers as AnswersByName
  signInRefusal = wrongPassword
}

/** Returns and clears the calls without a fake response. */
export function takeUnexpectedCalls(): string[] {
  const calls = unexpected
  unexpected = []
  return calls
}

function answer(entity: string, call: string, input: unknown): unknown {
  const empty: AnswersByName = emptyWorld as AnswersByName
  const found = current[entity]?.[call] ?? empty[entity]?.[call]
  if (found) return found(input)
  unexpected.push(`${entity}.${call}`)
  throw new Refused(`No answer for ${entity}.${call}.`)
}

type Handled = { handler: (handle: (options: { input: unknown }) => unknown) => unknown }

function fakeRouter(): Router<Api, object> {
  const os = implement(api) as unknown as Record<string, Record<string, Handled>>
  const entities = Object.entries(api).map(([entity, calls]) => [
    entity,
    Object.fromEntries(
      Object.keys(calls).map((call) => [
        call,
        os[entity]?.[call]?.handler(async ({ input }) => {
          try {
            return await answer(entity, call, input)
          } catch (error) {
            if (!(error instanceof Refused)) throw error
            const { status, detail, code } = error.problem
            throw new ORPCError(code, { status, message: detail, data: error.problem })
          }
        }),
      ]),
    ),
  ])
  return Object.fromEntries(entities)
}

const handler = new OpenAPIHandler(fakeRouter(), {
  clientInterceptors: [
    async ({ next, path }) => {
      try {
        return await next()
      } catch (error) {
        // A request or response that breaks the contract fails the test.
        if (!(error instanceof ORPCError && error.data))
          unexpected.push(`${path.join('.')}: ${faultOf(error)}`)
        throw error
      }
    },
  ],
  customErrorResponseBodyEncoder: (error) => error.data ?? undefined,
})

/** oRPC has the validation errors of a response in the cause. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof ValidationError ? JSON.stringify(error.cause.issues) : error.message
}

/** Replaces `fetch`. Sign-in has no contract and accepts the password "right password" and the code 123456. */
export async function fakeFetch(input: Request | string | URL, init?: RequestInit): Promise<Response> {
  const request = input instanceof Request ? input : new Request(new URL(input, window.location.origin), init)
  const { pathname } = new URL(request.url)
  if (pathname === '/api/auth/sign-in/email') {
    const { password } = await request.json()
    if (password === 'password with a second factor') return Response.json({ secondFactor: true })
    return password === 'right password' ? Response.json({}) : signInRefusal()
  }
  if (pathname === '/api/auth/sign-in/code') {
    const { code, recoveryCode } = await request.json()
    return code === '123456' || recoveryCode === 'right code' ? Response.json({}) : wrongPassword()
  }
  if (pathname === '/api/auth/sign-out') return Response.json({})
  const { response } = await handler.handle(withoutFile(request), { prefix: '/api', context: {} })
  if (response) return response
  unexpected.push(`${request.method} ${pathname}`)
  return new Response(null, { status: 404 })
}

/** The server reads the parameters of an upload from its address, because the body is the file. */
function withoutFile(request: Request): Request {
  if (request.headers.get('content-type') !== 'text/csv') return request
  const { origin, pathname, searchParams } = new URL(request.url)
  return new Request(`${origin}${pathname}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(searchParams)),
  })
}
