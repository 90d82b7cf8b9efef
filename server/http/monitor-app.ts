import { Hono } from 'hono'
import type { Domain } from '#server/domain/context.ts'
import { newId } from '#server/platform/clock/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { MetricsPage } from '#server/platform/metrics/index.ts'
import { reportFault } from './fault.ts'
import { healthRoutes } from './health-routes.ts'
import type { HttpEnv } from './http-env.ts'
import { metricsPath, metricsRoutes } from './metrics-routes.ts'
import { refuseUnknownHost } from './origin.ts'
import { answerRefusal, problemResponse } from './problem.ts'

interface MonitorOptions {
  readonly domain: Domain
  readonly state: { readonly accepting: boolean }
  readonly page: MetricsPage
  /** Null: the port is on a loopback address. */
  readonly token: string | null
}

/** The routes of METRICS_PORT: health and metrics only. A process without the other ports has this one. */
export function makeMonitorApp({ domain, state, page, token }: MonitorOptions): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>()
  app.onError(async (error) =>
    error instanceof Refusal
      ? answerRefusal(error, newId())
      : problemResponse(await reportFault(domain, error, newId())),
  )
  app.use(metricsPath, async (c, next) => {
    // Without a token, a page in a browser on this machine could read them under a name of its own.
    if (token === null) refuseUnknownHost(c.req.raw, 'http://localhost')
    await next()
  })
  app.route('/', healthRoutes(domain, state))
  app.route('/', metricsRoutes(page, token))
  app.notFound((c) =>
    answerRefusal(new Refusal('not-found', `${c.req.path.slice(0, 200)} does not exist.`), newId()),
  )
  return app
}
