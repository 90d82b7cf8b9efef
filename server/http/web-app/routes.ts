import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono, type Next } from 'hono'
import { compress } from 'hono/compress'
import type { HttpEnv } from '../http-env.ts'
import { pageFile } from './page-files.ts'

const immutable = 'public, max-age=31536000, immutable'

/** Pages by their address: also for a client, such as a monitor, that does not say that it takes HTML. */
const page = /^\/(?:$|(?:login|setup|set-password|customers|server|operations|account|portal)(?:\/|$))/

/**
 * Scripts, styles and the icon, with the headers that they need and no others. The security headers of a page are
 * 800 bytes, protect documents, and would be repeated for every file. Files whose name has a hash never change.
 */
export function assetRoutes(dir: string): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  const serve = serveStatic<HttpEnv>({ root: dir, precompressed: true })
  const serveAs = (cacheControl: string) => async (c: Context<HttpEnv>, next: Next) => {
    const response = await serve(c, next)
    if (!response?.ok) return response
    response.headers.set('x-content-type-options', 'nosniff')
    response.headers.set('cache-control', cacheControl)
    // Also on a file that is sent as it is: a cache must not give it to a client that takes Brotli, or the reverse.
    response.headers.set('vary', 'Accept-Encoding')
    // Of no use to a cache that keeps the file for a year.
    response.headers.delete('last-modified')
    return response
  }
  routes.get('/assets/*', serveAs(immutable))
  routes.get('/favicon.svg', serveAs('public, max-age=86400'))
  return routes
}

/** The other files of the built web app, and the page for every address that a browser may be reloaded at. */
export function webAppRoutes(dir: string): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  routes.use(compress())
  routes.use('/workers/*', async (c, next) => {
    await next()
    if (c.res.ok) c.header('cache-control', immutable)
  })
  routes.get(
    '/*',
    serveStatic({
      root: dir,
      precompressed: true,
      rewriteRequestPath: (path) => (path === '/' || path.startsWith('/pages/') ? '/none' : path),
    }),
  )
  routes.get('/*', async (c, next) => {
    if (!page.test(c.req.path) && !c.req.header('accept')?.includes('text/html')) return next()
    // Which page is sent depends on cookies.
    c.header('cache-control', 'private, no-cache')
    const file = join(dir, pageFile(c.req.path, c.req.header('cookie')))
    return serveStatic<HttpEnv>({ path: file, precompressed: true })(c, next)
  })
  return routes
}
