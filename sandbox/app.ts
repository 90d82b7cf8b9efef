import { Hono } from 'hono'
import { billingApi } from './accounts/billing-api.ts'
import { controlApi } from './control/control.ts'
import type { SandboxEnv } from './env.ts'
import { injectFaults } from './faults/injection.ts'
import { humanPage } from './page/page.ts'
import type { Panel } from './panel.ts'
import { notFound, Refusal } from './refusal.ts'

/** The whole sandbox behind one port: its page and its control API. All other paths are the panel. */
export function sandboxApp(panel: Panel): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.onError((error, c) => {
    if (error instanceof Refusal) return error.toResponse()
    process.stderr.write(`${c.req.method} ${c.req.path}: ${error.stack ?? error.message}\n`)
    return c.text('Internal Server Error', 500)
  })
  app.notFound(() => notFound().toResponse())
  app.route('/_sandbox', controlApi(panel))
  app.route('/', humanPage(panel))
  app.use(injectFaults(panel))
  app.route('/', billingApi(panel, panel.accounts))
  return app
}
