import type { Hono } from 'hono'
import { z } from 'zod'
import { entryOf, ledgerOf } from '#sandbox/accounts/ledger.ts'
import { accountChange, byPerson, byStranger, strangersAccount } from '#sandbox/accounts/model.ts'
import type { SandboxEnv } from '#sandbox/env.ts'
import type { Panel } from '#sandbox/panel.ts'
import { type ControlCall, input } from './input.ts'

/** Changes of accounts by other actors, and the ledger. */
export function accountRoutes(api: Hono<SandboxEnv>, panel: Panel): void {
  const { accounts, backups } = panel

  api.get('/ledger', (c) => c.json({ accounts: ledgerOf(panel) }))

  api.post('/accounts', async (c) => {
    const made = await accounts.create(await input(c, strangersAccount), byStranger)
    return typeof made === 'string' ? refuseTaken(c, made) : c.json(entryOf(panel, made), 201)
  })
  api.patch('/accounts/:id', async (c) => {
    const changed = accounts.change(Number(c.req.param('id')), await input(c, accountChange), byPerson)
    if (changed === undefined) return c.json({ detail: 'No live account has that id.' }, 404)
    return typeof changed === 'string' ? refuseTaken(c, changed) : c.json(entryOf(panel, changed))
  })
  api.post('/accounts/:id/check-password', async (c) => {
    const { password } = await input(c, z.strictObject({ password: z.string() }))
    const matches = await accounts.checkPassword(Number(c.req.param('id')), password)
    return matches === undefined ? c.json({ detail: 'The account never existed.' }, 404) : c.json({ matches })
  })

  api.get('/backups', (c) => c.json({ backups: backups.list() }))
  api.post('/backup', (c) => c.json(backups.make(), 201))
  api.post('/restore', async (c) => {
    const { backup } = await input(c, z.strictObject({ backup: z.int().optional() }))
    const restored = backups.restore(backup)
    return restored === undefined ? c.json({ detail: 'The backup does not exist.' }, 404) : c.json(restored)
  })
}

const refuseTaken = (c: ControlCall, taken: 'username' | 'email') =>
  c.json({ detail: `A live account already has that ${taken}.` }, 409)
