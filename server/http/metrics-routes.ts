import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { Refusal } from '#server/platform/errors/index.ts'
import type { MetricsPage } from '#server/platform/metrics/index.ts'
import type { HttpEnv } from './http-env.ts'

export const metricsPath = '/metrics'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** In constant time. */
const isBearer = (header: string | undefined, token: string) =>
  timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`))

/** @param token null: every caller may read them, so only for a port that others cannot reach */
export function metricsRoutes(page: MetricsPage, token: string | null): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  routes.get(metricsPath, async (c) => {
    if (token !== null && !isBearer(c.req.header('authorization'), token))
      throw new Refusal('not-signed-in', 'Send the METRICS_TOKEN as a bearer token.')
    return c.body(await page.text(), 200, {
      'content-type': page.contentType,
      'cache-control': 'no-store',
    })
  })
  return routes
}
