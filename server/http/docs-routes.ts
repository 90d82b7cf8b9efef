import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { describeApi } from './api/describe.ts'
import type { HttpEnv } from './http-env.ts'

const swaggerDir = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
const assets = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>NextPanel Billing API</title>
    <link rel="icon" href="/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
  </head>
  <body>
    <div id="api"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`

const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true })\n`

/** Both change with the version of the server. */
const fresh = { 'cache-control': 'no-store' }

/** Serves /openapi.json, and the same as a page at /docs. Both are public, as the source is. */
export function docsRoutes(version: string): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()
  // Serialized once, because anyone may request it.
  let document: Promise<string> | null = null
  routes.get('/openapi.json', async (c) => {
    document ??= describeApi(version).then((description) => JSON.stringify(description))
    return c.body(await document, 200, { 'content-type': 'application/json', ...fresh })
  })
  routes.get('/docs', (c) => c.html(page, 200, fresh))
  routes.get('/docs/start.js', (c) =>
    c.body(start, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  )
  for (const asset of assets) routes.get(`/docs/${asset}`, serveStatic({ path: join(swaggerDir, asset) }))
  return routes
}
