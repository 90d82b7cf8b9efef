import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { ledgerEntry } from './account-answers.ts'
import type { SandboxEnv } from './env.ts'
import { faultNames, faultTable } from './fault-table.ts'
import { faultRule } from './faults.ts'
import { keyChange, newKey } from './key-model.ts'
import { KeyTakenError } from './keys.ts'
import { onlyThisMachine } from './loopback.ts'
import { addFault, clearFaults, type Panel, resetPanel } from './panel.ts'
import { Refusal } from './refusal.ts'
import { variants } from './variants.ts'

type Call = Context<SandboxEnv>

/** The API under /_sandbox/, for tests and demonstrations; README.md describes it. */
export function controlApi(panel: Panel): Hono<SandboxEnv> {
  const api = new Hono<SandboxEnv>()
  api.use(onlyThisMachine)
  keyRoutes(api, panel)
  faultRoutes(api, panel)

  api.get('/variants', (c) => c.json(panel.variants.current))
  api.put('/variants', async (c) => c.json(panel.variants.set(await input(c, variants))))

  api.get('/ledger', (c) => c.json({ accounts: panel.accounts.ledger().map(ledgerEntry) }))
  api.get('/requests', (c) => {
    const limit = Number(c.req.query('limit') ?? 100)
    return c.json({ requests: panel.requests.recent(Number.isInteger(limit) && limit > 0 ? limit : 100) })
  })
  api.post('/accounts/:id/check-password', async (c) => {
    const { password } = await input(c, z.strictObject({ password: z.string() }))
    const matches = await panel.accounts.checkPassword(Number(c.req.param('id')), password)
    return matches === undefined
      ? c.json({ detail: 'There never was such an account.' }, 404)
      : c.json({ matches })
  })
  api.post('/reset', async (c) => {
    await resetPanel(panel)
    return c.body(null, 204)
  })

  api.all('*', (c) =>
    c.json(
      {
        detail:
          'No such call. See sandbox/README.md: keys, faults, release, variants, ledger, requests, reset.',
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
    return changed === undefined ? c.json({ detail: 'There is no such key.' }, 404) : c.json(changed)
  })
}

function faultRoutes(api: Hono<SandboxEnv>, panel: Panel): void {
  api.get('/faults', (c) =>
    c.json({
      faults: panel.queue.list(),
      hanging: panel.holds.count,
      refusing: panel.door.listener?.refusing ?? false,
      known: Object.fromEntries(faultNames.map((name) => [name, faultTable[name].summary])),
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
      : c.json({ detail: 'There is no such rule; perhaps it was used up.' }, 404),
  )
  api.post('/release', (c) => c.json({ released: panel.holds.release() }))
}

async function input<T>(c: Call, schema: z.ZodType<T>): Promise<T> {
  // A page of another site can send JSON only with a content type that browsers ask permission for.
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
    throw new Refusal(415, 'Send JSON, with the header content-type: application/json.')
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined))
  if (parsed.success) return parsed.data
  const why = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
  throw new Refusal(400, why.join('; '))
}
