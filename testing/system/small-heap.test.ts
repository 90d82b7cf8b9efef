import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importDetails } from '#contracts/imports/schemas.ts'
import { bodyOf } from '../http-client.ts'
import { eventually } from '../running-process.ts'
import { type DatabaseKind, startSystem } from '../running-system.ts'

// docs/operations.md has the figures for 20000.
const rows = Number(process.env.MEMORY_ROWS ?? 2_000)
const databases: readonly DatabaseKind[] = ['embedded', 'postgres']
const heapMb = 192

const lineOf = (row: number) => `memory${row}@example.com,Person ${row},Company ${row},+49 30 ${row}\n`
const file = `Email,Full Name,Company,Phone\n${Array.from({ length: rows }, (_, row) => lineOf(row)).join('')}`

describe.each(databases)(`A server on the %s database with a heap of ${heapMb} MB`, (database) => {
  it('imports, exports and reports without leaving it', async () => {
    const system = await startSystem({
      database,
      env: { NODE_OPTIONS: `--max-old-space-size=${heapMb}`, LOG_LEVEL: 'warn' },
    })
    try {
      const { pid } = system.server
      const body = file
      const uploaded = await system.admin('POST', '/api/v1/imports?fileName=memory.csv', {
        body,
        headers: { 'content-type': 'text/csv' },
      })
      const address = `/api/v1/imports/${bodyOf(uploaded, 201, importDetails).id}`
      const until = (status: string) =>
        eventually(
          `the import is ${status}`,
          async () => {
            const details = bodyOf(await system.admin('GET', address), 200, importDetails)
            return details.status === status && details
          },
          600_000,
        )
      await system.admin('PATCH', address, { body: { defaults: { hosting: 'none', passwords: 'link' } } })
      await system.admin('POST', `${address}/check`)
      await until('ready')
      bodyOf(await system.admin('POST', `${address}/start`), 200, importDetails)
      expect((await until('finished')).counts).toMatchObject({ done: rows, failed: 0 })

      const exported = await system.admin('GET', '/api/v1/customers/export')
      expect(exported.status).toBe(200)
      expect(exported.text.split('\n').filter((line) => line.includes('@example.com')).length).toBe(rows)
      expect((await system.admin('GET', '/api/v1/reports/mrr')).status).toBe(200)
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      const peakMb = Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024)
      process.stdout.write(`${database}, ${rows} rows: peak of ${peakMb} MB\n`)
      expect(peakMb).toBeLessThan(768)
      expect(system.server.pid).toBe(pid)
      expect((await system.nobody('GET', '/health')).status).toBe(200)
    } finally {
      await system.remove()
    }
  }, 1_300_000)
})
