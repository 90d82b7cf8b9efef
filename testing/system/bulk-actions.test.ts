import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { auditPage } from '#contracts/audit/schemas.ts'
import { bulkActionDetails, bulkRowPage } from '#contracts/bulk-actions/schemas.ts'
import { operationPage } from '#contracts/operations/schemas.ts'
import { bodyOf } from '../http-client.ts'
import { startSystem } from '../running-system.ts'
import { newCustomer, onboardWaiting } from './onboarding.ts'

const count = 20

describe.each(['embedded', 'postgres'] as const)('A bulk action, on the %s database', (database) => {
  it('continues after SIGKILL between its rows, and acts on each account once', async () => {
    const system = await startSystem({ database })
    try {
      const { id: serverId } = await system.addServer({ name: 'Panel' })
      const accounts: string[] = []
      for (let index = 0; index < count; index += 1) {
        const { hosting } = await onboardWaiting(system, newCustomer(`bulk${index}`, serverId))
        accounts.push(hosting?.account.id ?? '')
      }
      const body = { action: 'suspend', target: { ids: accounts }, options: { reason: 'overdue' } }
      const prepared = bodyOf(
        await system.admin('POST', '/api/v1/bulk-actions', { body }),
        201,
        bulkActionDetails,
      )
      expect(prepared).toMatchObject({ status: 'ready', confirm: count, counts: { pending: count } })
      const address = `/api/v1/bulk-actions/${prepared.id}`
      const read = async () => bodyOf(await system.admin('GET', address), 200, bulkActionDetails)
      const until = async (isTrue: (counts: { begun: number }) => boolean) => {
        for (;;) {
          const rows = bodyOf(
            await system.admin('GET', `${address}/rows?limit=100&state=pending`),
            200,
            bulkRowPage,
          )
          if (isTrue({ begun: count - rows.items.length })) return
          await delay(5)
        }
      }
      bodyOf(
        await system.admin('POST', `${address}/start`, { body: { confirm: count } }),
        200,
        bulkActionDetails,
      )
      await until(({ begun }) => begun > 0)
      await system.kill()
      await system.start()
      // The lease of the killed process ends after 30 s.
      const deadline = Date.now() + 120_000
      let current = await read()
      while (current.status !== 'finished' && Date.now() < deadline) {
        await delay(200)
        current = await read()
      }
      expect(current).toMatchObject({ status: 'finished', counts: { done: count, failed: 0, skipped: 0 } })
      const suspensions = (await system.sandbox.ledger()).filter(({ status }) => status === 'suspended')
      expect(suspensions).toHaveLength(count)
      const operations = bodyOf(await system.admin('GET', '/api/v1/operations?limit=100'), 200, operationPage)
      expect(operations.items.filter(({ kind }) => kind === 'suspend')).toHaveLength(count)
      const audit = bodyOf(
        await system.admin('GET', '/api/v1/audit?limit=100&action=hosting-account.suspend'),
        200,
        auditPage,
      )
      expect(audit.items).toHaveLength(count)
    } finally {
      await system.remove()
    }
  }, 300_000)
})
