import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { customerPage } from '#contracts/customers/schemas.ts'
import { importDetails } from '#contracts/imports/schemas.ts'
import { operation, operationPage } from '#contracts/operations/schemas.ts'
import { bodyOf } from '../http-client.ts'
import { startSystem } from '../running-system.ts'

const rows = 60
const killsAt = [15, 35]
// Two leases of killed processes have to end during the test.
const env = { PANEL_DEADLINE_MS: '2000', ENGINE_LEASE_MS: '4000', LOG_LEVEL: 'warn' }
const file = `Email,Full Name\n${Array.from({ length: rows }, (_, row) => `killed${row}@example.com,Person ${row}\n`).join('')}`

describe.each(['embedded', 'postgres'] as const)('An import with hosting, on the %s database', (database) => {
  it('survives two SIGKILLs: each row has one customer and one account', async () => {
    const system = await startSystem({ database, env })
    try {
      await system.addServer({ name: 'One', capacity: 100 })
      await system.addServer({ name: 'Two', capacity: 100 })
      await system.sandbox.addFault({ fault: 'slow', ms: 100, path: 'create' })
      const uploaded = await system.admin('POST', '/api/v1/imports?fileName=killed.csv', {
        body: file,
        headers: { 'content-type': 'text/csv' },
      })
      const { id } = bodyOf(uploaded, 201, importDetails)
      const address = `/api/v1/imports/${id}`
      const read = async () => bodyOf(await system.admin('GET', address), 200, importDetails)
      const until = async (isTrue: (details: Awaited<ReturnType<typeof read>>) => boolean) => {
        for (;;) {
          const details = await read()
          if (isTrue(details)) return details
          await delay(20)
        }
      }
      await system.admin('PATCH', address, {
        body: { defaults: { hosting: 'create', passwords: 'generate' } },
      })
      await system.admin('POST', `${address}/check`)
      await until(({ status }) => status === 'ready')
      bodyOf(await system.admin('POST', `${address}/start`), 200, importDetails)
      const accounts = async () => (await system.sandbox.ledger()).length
      for (const at of killsAt) {
        while ((await accounts()) < at) await delay(5)
        await system.kill()
        await system.start()
      }
      const done = await until(({ status }) => status !== 'running')
      expect(done).toMatchObject({ status: 'finished', counts: { done: rows, failed: 0, running: 0 } })

      const ledger = await system.sandbox.ledger()
      expect(ledger).toHaveLength(rows)
      expect(new Set(ledger.map(({ username }) => username)).size).toBe(rows)
      const listed = bodyOf(await system.admin('GET', '/api/v1/customers?limit=100'), 200, customerPage)
      expect(listed.items).toHaveLength(rows)
      const { items } = bodyOf(await system.admin('GET', '/api/v1/operations?limit=100'), 200, operationPage)
      expect(items.filter(({ status }) => status === 'succeeded')).toHaveLength(rows)
      // At least one operation was interrupted, so the takeover was needed.
      const stories = await Promise.all(
        items.map(async (item) => {
          const reply = await system.admin('GET', `/api/v1/operations/${item.id}`)
          return bodyOf(reply, 200, operation).timeline.map(({ message }) => message)
        }),
      )
      expect(stories.flat().join('\n')).toContain('was interrupted before its outcome was known')
    } finally {
      await system.remove()
    }
  }, 300_000)
})
