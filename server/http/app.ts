import { Hono } from 'hono'
import type { Domain } from '#server/domain/context.ts'
import type { RefusalLog } from '#server/platform/audit/index.ts'
import type { Sessions } from '#server/platform/auth/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { MetricsPage } from '#server/platform/metrics/index.ts'
import { apiRoutes } from './api/routes.ts'
import type { SessionStreams } from './api/session-streams.ts'
import { clientAddress } from './client-address.ts'
import { docsRoutes } from './docs-routes.ts'
import { reportFault } from './fault.ts'
import { healthPaths, healthRoutes } from './health-routes.ts'
import { docsSiteDir, helpRoutes } from './help/index.ts'
import type { HttpEnv } from './http-env.ts'
import { measureRequest } from './http-metrics.ts'
import { metricsPath, metricsRoutes } from './metrics-routes.ts'
import { refuseForeignOrigin, refuseUnknownHost } from './origin.ts'
import { answerRefusal, problemResponse } from './problem.ts'
import { refusedRequest } from './refused-request.ts'
import { securityHeaders } from './security-headers.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { traceRequest } from './trace-request.ts'
import { assetRoutes, webAppRoutes } from './web-app/routes.ts'

export interface AppOptions {
  readonly domain: Domain
  readonly sessions: Sessions
  readonly streams: SessionStreams
  /** Limit of sign-ins, and of attempts with set-password links, per client address. */
  readonly signInLimitPerMinute: number
  /** Limit of wrong passwords for one login in 15 minutes, from all clients that it does not know. */
  readonly wrongPasswordsPerLogin: number
  readonly publicUrl: string | undefined
  readonly trustedProxies: readonly string[]
  readonly refusals: RefusalLog
  readonly version: string
  readonly state: { readonly accepting: boolean }
  /** Folder of the built web app. Null on the port that serves only the API. */
  readonly webAppDir: string | null
  /** Folder of the built documentation. Default: that of this product. */
  readonly docsSiteDir?: string
  /** Null: this port does not serve metrics. */
  readonly metrics: { readonly page: MetricsPage; readonly token: string } | null
}

/** All routes of one port, in the order in which they are matched. */
export function makeApp(options: AppOptions): Hono<HttpEnv> {
  const { domain, publicUrl } = options
  const app = new Hono<HttpEnv>()

  // Before the request id and the security headers, which only pages and calls need.
  if (options.webAppDir) app.route('/', assetRoutes(options.webAppDir, publicUrl))
  app.use(async (c, next) => {
    const requestId = newId()
    const socketAddress = c.env.incoming.socket.remoteAddress
    const forwardedFor = c.req.header('x-forwarded-for')
    c.set('requestId', requestId)
    c.set(
      'clientAddress',
      clientAddress({ socketAddress, forwardedFor, trustedProxies: options.trustedProxies }),
    )
    await traceRequest(c, domain.log, async () => {
      const startedAt = performance.now()
      await next()
      c.header('x-request-id', requestId)
      const exactMs = performance.now() - startedAt
      measureRequest(c, exactMs)
      return exactMs
    })
  })
  app.use(securityHeaders(publicUrl))
  app.use(async (c, next) => {
    // A monitor may use any name. Health checks contain no data, and metrics need a token.
    if (!healthPaths.includes(c.req.path) && c.req.path !== metricsPath)
      refuseUnknownHost(c.req.raw, publicUrl)
    refuseForeignOrigin(c.req.raw, publicUrl)
    await next()
  })
  app.onError(async (error, c) => {
    const requestId = c.get('requestId')
    if (error instanceof Refusal) {
      const refused = refusedRequest(c, error)
      if (refused) options.refusals.note(refused)
      return answerRefusal(error, requestId)
    }
    return problemResponse(await reportFault(domain, error, requestId))
  })

  app.route('/', healthRoutes(domain, options.state))
  if (options.metrics) app.route('/', metricsRoutes(options.metrics.page, options.metrics.token))
  app.route('/api/auth', signInRoutes(options))
  app.route('/', apiRoutes(options))
  app.route('/', docsRoutes(options.version))
  if (options.webAppDir) {
    app.route('/', helpRoutes(options.docsSiteDir ?? docsSiteDir))
    app.route('/', webAppRoutes(options.webAppDir))
  }
  app.notFound((c) =>
    answerRefusal(
      new Refusal('not-found', `${c.req.path.slice(0, 200)} does not exist.`),
      c.get('requestId'),
    ),
  )
  return app
}
