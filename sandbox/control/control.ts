import { Hono } from 'hono'
import { keyChange, newKey } from '#sandbox/accounts/key-model.ts'
import { KeyTakenError } from '#sandbox/accounts/keys.ts'
import { variants } from '#sandbox/accounts/variants.ts'
import type { SandboxEnv } from '#sandbox/env.ts'
import { onlyThisMachine } from '#sandbox/loopback.ts'
import { type Panel, resetPanel } from '#sandbox/panel.ts'
import { accountRoutes } from './accounts.ts'
import { faultRoutes } from './faults.ts'
import { input } from './input.ts'

/** The API under /_sandbox/, for tests and demonstrations; README.md describes it. */
export function controlApi(panel: Panel): Hono<SandboxEnv> {
  const api = new Hono<SandboxEnv>()
  api.use(onlyThisMachine)
  keyRoutes(api, panel)
  faultRoutes(api, panel)
  accountRoutes(api, panel)

  api.get('/variants', (c) => c.json(panel.variants.current))
  api.put('/variants', async (c) => c.json(panel.variants.set(await input(c, variants))))

  api.get('/requests', (c) => {
    const limit = Number(c.req.query('limit') ?? 100)
    return c.json({ requests: panel.requests.recent(Number.isInteger(limit) && limit > 0 ? limit : 100) })
  })
  api.post('/reset', async (c) => {
    await resetPanel(panel)
    return c.body(null, 204)
  })

  api.all('*', (c) =>
    c.json(
      {
        detail:
          'Unknown call. See sandbox/README.md: keys, faults, release, chaos, tls, variants, accounts, backup, restore, ledger, requests, reset.',
      },
      404,
    ),
  )
  return api
}

function keyRoutes(api: Hono<SandboxEnv>, { keys }: Panel): void {
  api.get('/keys', (c) => c.json({ keys: keys.list() }))
  api.post('/keys', async (c) => {
    const draft = await input(c, newKey)
    try {
      const { key, secret } = keys.create(draft)
      return c.json({ ...key, secret }, 201)
    } catch (error) {
      if (error instanceof KeyTakenError) return c.json({ detail: error.message }, 409)
      throw error
    }
  })
  api.patch('/keys/:id', async (c) => {
    const changed = keys.change(Number(c.req.param('id')), await input(c, keyChange))
    return changed === undefined ? c.json({ detail: 'The key does not exist.' }, 404) : c.json(changed)
  })
}
