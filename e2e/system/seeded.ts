import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { startProgram } from './program.ts'

const kept = z.object({ panels: z.array(z.object({ name: z.string(), port: z.number() })) })
const longestSeedingMs = 600_000

/** The system that `npm run seed` starts and fills: seven panels, customers, every kind of failure. */
export interface Seeded {
  readonly url: string
  /** The password of all logins, including the administrator's (admin@example.com). */
  readonly password: string
  /** A fault at one of its panels, as described in sandbox/README.md. */
  fault(server: string, rule: Record<string, string | number>): Promise<void>
  end(): Promise<void>
}

/**
 * @param customers fewer have fewer accounts, but one of each fate at least
 * @param days of history before today; each takes a few seconds
 */
export async function startSeeded(customers: number, days = 0): Promise<Seeded> {
  const dataDir = mkdtempSync(join(tmpdir(), 'billing-seeded-'))
  const remove = () => rmSync(dataDir, { recursive: true, force: true })
  const password = 'seeded-Password-1'
  const program = await startProgram(
    'scripts/seed.ts',
    { SEED_PASSWORD: password, WEB_PORT: '0', API_PORT: '0' },
    /Web application +(http:\/\/\S+)/,
    {
      args: ['--customers', String(customers), '--days', String(days), '--data-dir', dataDir],
      limitMs: longestSeedingMs,
    },
  ).catch((error) => {
    remove()
    throw error
  })
  const { panels } = kept.parse(JSON.parse(readFileSync(join(dataDir, 'seed.json'), 'utf8')))
  return {
    url: program.started[1] ?? '',
    password,
    async fault(server, rule) {
      const port = panels.find(({ name }) => name === server)?.port
      const answer = await fetch(`http://127.0.0.1:${port}/_sandbox/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(rule),
      })
      if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}: ${await answer.text()}`)
    },
    async end() {
      await program.stop()
      remove()
    },
  }
}
