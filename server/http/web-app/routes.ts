import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono, type Next } from 'hono'
import { compress } from 'hono/compress'
import type { HttpEnv } from '../http-env.ts'
import { assetHeaders } from '../security-headers.ts'
import { inlineStyles } from './inline-styles.ts'
import { pageFile } from './page-files.ts'

const immutable = 'max-age=31536000, immutable'

/** Pages by their address, also for a client that does not accept HTML explicitly, such as a monitor. */
const page =
  /^\/(?:$|(?:login|setup|set-password|customers|imports|bulk-actions|server|operations|products|dunning|reports|simulation|subscriptions|invoices|payments|team|settings|audit|mail|account|portal)(?:\/|$))/

/** Serves scripts, styles and the icon. Files with a hash in their name never change. */
export function assetRoutes(dir: string, publicUrl: string | undefined): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  const securityHeaders = assetHeaders(publicUrl)
  const serve = serveStatic<HttpEnv>({ root: dir, precompressed: true })
  const serveAs = (cacheControl: string) => async (c: Context<HttpEnv>, next: Next) => {
    const response = await serve(c, next)
    if (!response?.ok) return response
    for (const [name, value] of securityHeaders) response.headers.set(name, value)
    response.headers.set('cache-control', cacheControl)
    // Also for uncompressed files: a cache must not return one to a client that accepts Brotli, or the
    // reverse.
    response.headers.set('vary', 'Accept-Encoding')
    // Not useful for a cache that keeps the file for a year.
    response.headers.delete('last-modified')
    return response
  }
  routes.get('/assets/*', serveAs(immutable))
  routes.get('/favicon.svg', serveAs('public, max-age=86400'))
  return routes
}

/** Serves the other files of the built web app, and the page for every address that a browser may reload. */
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
    // The page depends on cookies.
    c.header('cache-control', 'private, no-cache')
    const file = join(dir, pageFile(c.req.path, c.req.header('cookie')))
    c.set('inlineStyles', await inlineStyles(file))
    return serveStatic<HttpEnv>({ path: file, precompressed: true })(c, next)
  })
  return routes
}
