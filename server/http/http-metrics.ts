import type { Context } from 'hono'
import { histogram } from '#server/platform/metrics/index.ts'
import { healthPaths } from './health-routes.ts'
import type { HttpEnv } from './http-env.ts'
import { metricsPath } from './metrics-routes.ts'

const duration = histogram({
  name: 'http_request_duration_seconds',
  help: 'Time to the headers of the response, by route. Files of the web application are not counted.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
})

const methods = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'])
const ownPaths = new Set([...healthPaths, metricsPath, '/openapi.json'])

/** The template of the call, or a group of paths. Never the path: callers could create any number of labels. */
export function routeOf(c: Context<HttpEnv>): string {
  const template = c.get('route')
  if (template !== undefined) return template
  const { path } = c.req
  if (ownPaths.has(path)) return path
  const [, first = '', second = ''] = path.split('/')
  if (first === 'api') return second === 'auth' ? '/api/auth/*' : '/api/*'
  return first === 'docs' ? '/docs/*' : '/*'
}

/** The method if it is a known one: callers could send any. */
export const methodOf = (c: Context<HttpEnv>) => (methods.has(c.req.method) ? c.req.method : 'other')

export function measureRequest(c: Context<HttpEnv>, durationMs: number): void {
  const method = methodOf(c)
  const status = `${Math.floor(c.res.status / 100)}xx`
  duration.observe({ method, route: routeOf(c), status }, durationMs / 1000)
}
