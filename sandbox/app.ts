import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { billingApi } from './billing-api.ts'
import { controlApi } from './control.ts'
import type { SandboxEnv } from './env.ts'
import { injectFaults } from './fault-injection.ts'
import { humanPage } from './page.ts'
import type { Panel } from './panel.ts'
import { notFound, Refusal } from './refusal.ts'

const bodyLimitBytes = 1_048_576

/** The whole sandbox behind one port: its page, its control API, and everything else is the panel. */
export function sandboxApp(panel: Panel): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  const limitBody = bodyLimit({
    maxSize: bodyLimitBytes,
    onError: (c) => c.json({ detail: 'Request body too large' }, 413),
  })
  app.onError((error, c) => {
    if (error instanceof Refusal) return error.toResponse()
    process.stderr.write(`${c.req.method} ${c.req.path}: ${error.stack ?? error.message}\n`)
    return c.text('Internal Server Error', 500)
  })
  app.notFound(() => notFound().toResponse())
  app.use(limitBody)
  app.route('/_sandbox', controlApi(panel))
  app.route('/', humanPage(panel))
  app.use(injectFaults(panel))
  app.route('/', billingApi(panel, panel.accounts))
  return app
}
