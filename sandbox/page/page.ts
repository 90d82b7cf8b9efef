import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import type { SandboxEnv } from '#sandbox/env.ts'
import { faultRule } from '#sandbox/faults/queue.ts'
import { onlyThisMachine } from '#sandbox/loopback.ts'
import { addFault, clearFaults, type Panel } from '#sandbox/panel.ts'
import { Refusal } from '#sandbox/refusal.ts'
import {
  accountTable,
  chaosLine,
  faultForms,
  faultRows,
  keyTable,
  requestTable,
  variantTable,
} from './parts.ts'
import { pageHeaders, style } from './style.ts'

const shownAccounts = 200

/** The page at `/`, with two forms. */
export function humanPage(panel: Panel): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()
  app.get('/', onlyThisMachine, (c) => c.html(page(panel), 200, pageHeaders))
  app.post('/faults', onlyThisMachine, async (c) => {
    const { fault, path, times } = await c.req.parseBody()
    const rule = faultRule.safeParse({
      fault,
      ...(path === '' ? {} : { path }),
      times: times === 'always' ? times : Number(times),
    })
    if (!rule.success) throw new Refusal(400, 'The fault does not exist.')
    if (addFault(panel, rule.data) === 'refusing') return c.html(refusingPage, 200, pageHeaders)
    return c.redirect('/', 303)
  })
  app.post('/faults/clear', onlyThisMachine, async (c) => {
    await clearFaults(panel)
    return c.redirect('/', 303)
  })
  return app
}

const refusingPage = html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="refresh" content="4; url=/">
  <title>Sandbox NextPanel refuses connections</title>
  <style>${raw(style)}</style>
</head>
<body><p>Connections are refused for 3 seconds, including those of this page. It reloads automatically.</p></body>
</html>`

function page(panel: Panel) {
  const ledger = panel.accounts.ledger()
  const living = panel.accounts.list({})
  const newest = ledger.toReversed().slice(0, shownAccounts)
  const listener = panel.door.listener
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="icon" href="data:,">
  <title>Sandbox NextPanel</title>
  <style>${raw(style)}</style>
</head>
<body>
  <main>
    <h1>Sandbox NextPanel</h1>
    <p class="soft">A stand-in for a NextPanel server, for evaluation. It hosts nothing.</p>
    <h2>Accounts</h2>
    <p class="soft">${living.length} live, ${ledger.length} created in total${ledger.length > shownAccounts ? `, the newest ${shownAccounts} shown` : ''}.</p>
    ${accountTable(newest)}
    <h2>API keys</h2>
    ${keyTable(panel.keys.list())}
    <h2>Active faults</h2>
    ${listener?.refusing ? html`<p>Connections to port ${listener.port} are being refused.</p>` : ''}
    ${panel.holds.count > 0 ? html`<p>Hanging requests: ${panel.holds.count}.</p>` : ''}
    ${chaosLine(panel.chaos)}
    ${faultRows(panel.queue.list())}
    ${faultForms}
    <p class="soft">You can also give a new account a username that begins with <code>fault</code> and the name of a
      fault, like <code>faulthang1</code> or <code>faultdropafter1</code>. Its first create gets that fault.</p>
    <h2>Variants</h2>
    ${variantTable(panel.variants.current)}
    <h2>Recent requests</h2>
    ${requestTable(panel.requests.recent(30))}
  </main>
</body>
</html>`
}
