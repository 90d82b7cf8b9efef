import type { Hono } from 'hono'
import type { SandboxEnv } from '#sandbox/env.ts'
import { chaosOrder } from '#sandbox/faults/chaos.ts'
import { faultRule } from '#sandbox/faults/queue.ts'
import { everyFaultName, faultTable } from '#sandbox/faults/table.ts'
import { tlsChange } from '#sandbox/faults/tls.ts'
import { addFault, clearFaults, type Panel } from '#sandbox/panel.ts'
import { input } from './input.ts'

/** Errors of the panel: single faults, random faults, and its certificate. */
export function faultRoutes(api: Hono<SandboxEnv>, panel: Panel): void {
  api.get('/faults', (c) =>
    c.json({
      faults: panel.queue.list(),
      chaos: panel.chaos.current,
      hanging: panel.holds.count,
      refusing: panel.door.listener?.refusing ?? false,
      known: Object.fromEntries(everyFaultName.map((name) => [name, faultTable[name].summary])),
    }),
  )
  api.post('/faults', async (c) => {
    const added = addFault(panel, await input(c, faultRule))
    return added === 'refusing' ? c.json({ refusing: true }, 201) : c.json(added, 201)
  })
  api.delete('/faults', async (c) => {
    await clearFaults(panel)
    return c.body(null, 204)
  })
  api.delete('/faults/:id', (c) =>
    panel.queue.remove(Number(c.req.param('id')))
      ? c.body(null, 204)
      : c.json({ detail: 'The rule does not exist. It may have been used up.' }, 404),
  )
  api.post('/release', (c) => c.json({ released: panel.holds.release() }))

  api.get('/chaos', (c) => c.json({ chaos: panel.chaos.current }))
  api.post('/chaos', async (c) => c.json({ chaos: panel.chaos.start(await input(c, chaosOrder)) }, 201))
  api.delete('/chaos', (c) => {
    panel.chaos.stop()
    return c.body(null, 204)
  })

  api.get('/tls', (c) => c.json({ tls: panel.door.listener?.tls?.mode ?? null }))
  api.put('/tls', async (c) => {
    const { tls } = await input(c, tlsChange)
    const listener = panel.door.listener
    if (!listener?.setTls(tls))
      return c.json({ detail: 'This panel uses plain HTTP. Start it with SANDBOX_TLS.' }, 409)
    return c.json({ tls })
  })
}
