import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import type { HttpEnv } from '../http-env.ts'

const year = 31_536_000

/** Pages by their address: for whoever asks, also a monitor that does not say that it takes HTML. */
const page = /^\/(?:$|(?:login|setup|set-password|customers|server|operations|portal)(?:\/|$))/

/** The built web app: hashed assets for ever, and its one page for every address that a browser may be reloaded at. */
export function webAppRoutes(dir: string): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  routes.use(compress())
  routes.use('/assets/*', async (c, next) => {
    await next()
    if (c.res.ok) c.header('cache-control', `public, max-age=${year}, immutable`)
  })
  routes.get(
    '/*',
    serveStatic({
      root: dir,
      precompressed: true,
      rewriteRequestPath: (path) => (path === '/' ? '/none' : path),
    }),
  )
  routes.get('/*', async (c, next) => {
    if (!page.test(c.req.path) && !c.req.header('accept')?.includes('text/html')) return next()
    c.header('cache-control', 'no-cache')
    return serveStatic<HttpEnv>({ path: join(dir, 'index.html'), precompressed: true })(c, next)
  })
  return routes
}
