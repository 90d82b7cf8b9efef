import type { Context } from 'hono'
import type { Log } from '#server/platform/log/index.ts'
import { inSpan, parseTraceparent, withTrace } from '#server/platform/tracing/index.ts'
import type { HttpEnv } from './http-env.ts'
import { methodOf, routeOf } from './http-metrics.ts'

/**
 * Runs a request with its id, logs it and traces it. Each request begins a new trace, because callers must not decide
 * which traces are sampled. A signed-in caller's own trace is linked (docs/decisions/0039-traces.md).
 * @param run returns the time to the headers of the response, in milliseconds
 */
export function traceRequest(c: Context<HttpEnv>, log: Log, run: () => Promise<number>): Promise<void> {
  const requestId = c.get('requestId')
  const method = methodOf(c)
  return withTrace({ requestId, operationId: null, span: null }, () =>
    inSpan({ name: method, kind: 'server', parent: null }, async (span) => {
      const durationMs = Math.round(await run())
      const { status } = c.res
      const { path } = c.req
      if (span) {
        const route = routeOf(c)
        const callers = c.get('actor') ? parseTraceparent(c.req.header('traceparent')) : null
        if (callers) span.links.push(callers)
        span.name = `${method} ${route}`
        span.failed = status >= 500
        span.set({
          'http.request.method': method,
          'http.route': route,
          'http.response.status_code': status,
          'nextpanel.request.id': requestId,
        })
      }
      const changed = method !== 'GET' && method !== 'HEAD' && (status < 400 || status >= 500)
      // Only the path: a query may contain a user's search text.
      log[changed ? 'info' : 'debug']({ method, path: path.slice(0, 200), status, durationMs }, 'request')
    }),
  )
}
