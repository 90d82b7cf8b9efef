import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { ORPCError, ValidationError } from '@orpc/server'
import { Refusal } from '#server/platform/errors/index.ts'
import { reportFault } from '../fault.ts'
import { problemContentType, problemOfRefusal, retryAfterSeconds } from '../problem.ts'
import { fieldProblems } from './field-problems.ts'
import type { ApiContext } from './implement.ts'
import { router } from './router.ts'

/** Converts the issues that the schemas found into a refusal. */
function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (!(error instanceof ORPCError) || error.status !== 400) return null
  if (!(error.cause instanceof ValidationError)) return new Refusal('malformed-request', error.message)
  const problems = fieldProblems(error.cause.issues)
  const [first] = problems
  return new Refusal('invalid-body', first?.message ?? 'The request is not valid.', problems)
}

export const apiPrefix = '/api'

/** Proxies, nginx in particular, otherwise buffer and compress a stream before they pass it on. */
function keepStreaming(headers: Headers): void {
  headers.set('x-accel-buffering', 'no')
  headers.set('cache-control', 'no-store, no-transform')
}

/**
 * Serves the contract. Every refusal and defect is returned as problem details. The context carries the
 * parsed body.
 */
export function openApiHandler() {
  const handler = new OpenAPIHandler<ApiContext>(router, {
    rootInterceptors: [
      // The body was read and parsed once, within its limit.
      ({ next, ...options }) =>
        next({ ...options, request: { ...options.request, body: async () => options.context.body } }),
    ],
    clientInterceptors: [
      async ({ next, context }) => {
        try {
          return await next()
        } catch (error) {
          const { ctx, requestId, noteRefusal } = context
          const refusal = asRefusal(error)
          if (refusal) noteRefusal(refusal)
          const problem = refusal
            ? problemOfRefusal(refusal, requestId)
            : await reportFault(ctx, error, requestId)
          throw new ORPCError(problem.code, {
            status: problem.status,
            message: problem.detail,
            data: problem,
          })
        }
      },
    ],
    customErrorResponseBodyEncoder: (error) => error.data ?? undefined,
  })
  return async (request: Request, context: ApiContext): Promise<Response | null> => {
    const { matched, response } = await handler.handle(request, { prefix: apiPrefix, context })
    if (!matched) return null
    if (response.status >= 400) response.headers.set('content-type', problemContentType)
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) keepStreaming(response.headers)
    if (response.status === 503) response.headers.set('retry-after', String(retryAfterSeconds))
    return response
  }
}
