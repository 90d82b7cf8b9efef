import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import type { HttpEnv } from '../http-env.ts'

const immutable = 'public, max-age=31536000, immutable'
/** Pages and pictures keep their names: a browser asks whether they changed. */
const revalidated = 'public, no-cache'
const longestPath = 200
const knownFile = /^(?:[\w-]+\/){0,3}[\w-][\w.-]*\.(?:html|css|js|json|svg|png)$/

const notBuilt = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Documentation not built</title></head>
<body>
<h1>The documentation is not built</h1>
<p>Run <code>npm run docs:build</code> as the owner of the code. The server does not need a restart.</p>
</body>
</html>
`

/**
 * Serves the built documentation at /help. It is public, as the source is. The build has every file: this reads no
 * other folder, and compresses nothing.
 */
export function helpRoutes(dir: string): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  routes.get('/help', (c) => c.redirect('/help/', 308))
  routes.get('/help/*', async (c, next) => {
    const path = c.req.path === '/help/' ? 'index.html' : c.req.path.slice('/help/'.length)
    if (path.length > longestPath || !knownFile.test(path) || path === '404.html') return notFound(c, dir)
    const file = join(dir, path)
    const changedAt = statSync(file, { throwIfNoEntry: false })?.mtime
    if (!changedAt) return notFound(c, dir)
    c.header('cache-control', path.startsWith('assets/') ? immutable : revalidated)
    if (isUnchanged(c.req.header('if-modified-since'), changedAt)) return c.body(null, 304)
    const response = await serveStatic<HttpEnv>({ path: file, precompressed: true })(c, next)
    // Also for uncompressed files: a cache must not return one to a client that accepts Brotli, or the reverse.
    response?.headers.set('vary', 'Accept-Encoding')
    return response
  })
  return routes
}

async function notFound(c: Context<HttpEnv>, dir: string): Promise<Response> {
  const page = join(dir, '404.html')
  const html = existsSync(page) ? await readFile(page, 'utf8') : notBuilt
  return c.html(html, 404, { 'cache-control': 'no-store' })
}

/** The header has whole seconds. */
function isUnchanged(since: string | undefined, changedAt: Date): boolean {
  const known = Date.parse(since ?? '')
  return !Number.isNaN(known) && Math.floor(changedAt.getTime() / 1000) <= Math.floor(known / 1000)
}
