import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { implement, ORPCError, type Router, ValidationError } from '@orpc/server'
import { type Api, api } from '#contracts/api.ts'
import type { Problem } from '#contracts/problem.ts'
import type { Answers } from './answers.ts'
import { emptyWorld } from './empty-world.ts'

/** Thrown by an answer: the API refuses the call. A status below 500, because the app retries the others. */
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

/** Nobody is signed in. */
export const signedOut = () => {
  throw new Refused('Sign in first.', { status: 401, code: 'signed-out' })
}

/** An answer that does not come: the page keeps loading. */
export const never = () => new Promise<never>(() => {})

/** An answer that refuses with this sentence. */
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

/** From now on, until the next test, the server refuses a sign-in like this. */
export function refuseSignIn(refusal: () => Response): void {
  signInRefusal = refusal
}

let current: AnswersByName = {}
let unexpected: string[] = []

/** From now on the API answers like this; calls that are left out answer as in an empty installation. */
export function answerApi(answers: Answers): void {
  // The names are those of the contract; which pair is called is only known at run time.
  current = answers as AnswersByName
  signInRefusal = wrongPassword
}

/** The calls since the last time for which there was no answer. */
export function takeUnexpectedCalls(): string[] {
  const calls = unexpected
  unexpected = []
  return calls
}

function answer(noun: string, call: string, input: unknown): unknown {
  const empty: AnswersByName = emptyWorld as AnswersByName
  const found = current[noun]?.[call] ?? empty[noun]?.[call]
  if (found) return found(input)
  unexpected.push(`${noun}.${call}`)
  throw new Refused(`No answer for ${noun}.${call}.`)
}

type Handled = { handler: (handle: (options: { input: unknown }) => unknown) => unknown }

function fakeRouter(): Router<Api, object> {
  const os = implement(api) as unknown as Record<string, Record<string, Handled>>
  const nouns = Object.entries(api).map(([noun, calls]) => [
    noun,
    Object.fromEntries(
      Object.keys(calls).map((call) => [
        call,
        os[noun]?.[call]?.handler(async ({ input }) => {
          try {
            return await answer(noun, call, input)
          } catch (error) {
            if (!(error instanceof Refused)) throw error
            const { status, detail, code } = error.problem
            throw new ORPCError(code, { status, message: detail, data: error.problem })
          }
        }),
      ]),
    ),
  ])
  return Object.fromEntries(nouns)
}

const handler = new OpenAPIHandler(fakeRouter(), {
  clientInterceptors: [
    async ({ next, path }) => {
      try {
        return await next()
      } catch (error) {
        // A request or an answer that breaks the contract: the test fails, whatever the page makes of it.
        if (!(error instanceof ORPCError && error.data))
          unexpected.push(`${path.join('.')}: ${faultOf(error)}`)
        throw error
      }
    },
  ],
  customErrorResponseBodyEncoder: (error) => error.data ?? undefined,
})

/** oRPC hides what is wrong with an answer in the cause. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof ValidationError ? JSON.stringify(error.cause.issues) : error.message
}

/** In place of `fetch`. Sign-in has no contract: it accepts the password "right password". */
export async function fakeFetch(input: Request | string | URL, init?: RequestInit): Promise<Response> {
  const request = input instanceof Request ? input : new Request(new URL(input, window.location.origin), init)
  const { pathname } = new URL(request.url)
  if (pathname === '/api/auth/sign-in/email') {
    const { password } = await request.json()
    return password === 'right password' ? Response.json({}) : signInRefusal()
  }
  if (pathname === '/api/auth/sign-out') return Response.json({})
  const { response } = await handler.handle(request, { prefix: '/api', context: {} })
  if (response) return response
  unexpected.push(`${request.method} ${pathname}`)
  return new Response(null, { status: 404 })
}
