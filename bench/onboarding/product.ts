import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { bodyOf, caller, cookieOf, send } from '#testing/http-client.ts'
import { runCommand } from '#testing/running-process.ts'
import { cpuMsOf, rssMbOf } from './processes.ts'
import type { PanelStub } from './stub.ts'

const admin = { email: 'admin@example.com', password: 'admin-Password-1' }
/** The first start may have to build the web app. */
const startLimitMs = 180_000
const settledMs = 4_000

/** A new installation with the default settings, measured from outside only. */
export interface Product {
  readonly url: string
  readonly cookie: string
  readonly pid: number
  readonly serverIds: readonly string[]
  /** CPU from the start until /health responded. */
  readonly startCpuMs: number
  /** Resident memory four seconds after that, before any request. */
  readonly rssMb: number
  stop(): Promise<void>
}

const added = z.object({ id: z.string(), test: z.object({ ok: z.boolean(), checks: z.unknown() }) })

export async function startProduct(options: {
  readonly command: readonly string[]
  readonly databaseUrl: string | undefined
  readonly stub: PanelStub
  readonly servers: number
}): Promise<Product> {
  const { command, databaseUrl, stub } = options
  const home = await mkdtemp(join(tmpdir(), 'bench-onboarding-'))
  const running = runCommand(command, {
    DATA_DIR: join(home, 'data'),
    WEB_PORT: '0',
    API_PORT: '0',
    LOG_LEVEL: 'warn',
    PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  })
  const stop = async () => {
    running.signal('SIGTERM')
    const late = setTimeout(() => void running.kill(), 15_000)
    await running.ended()
    clearTimeout(late)
    await rm(home, { recursive: true, force: true })
  }
  try {
    const [, url = ''] = await running.says(/API (http:\/\/\S+)/, startLimitMs)
    bodyOf(await send(`${url}/health`), 200, z.unknown())
    const startCpuMs = cpuMsOf(running.pid)
    await new Promise((resolve) => setTimeout(resolve, settledMs))
    const rssMb = rssMbOf(running.pid)
    const signedIn = await send(`${url}/api/auth/sign-in/email`, { method: 'POST', body: admin })
    bodyOf(signedIn, 200, z.unknown())
    const cookie = cookieOf(signedIn)
    const call = caller(url, cookie)
    const serverIds: string[] = []
    for (let number = 1; number <= options.servers; number += 1) {
      // One row for each address and key: the path makes them differ, and the stub ignores it.
      const body = {
        name: `Bench ${number}`,
        baseUrl: `${stub.url}/s${number}`,
        apiKey: stub.apiKey,
        apiSecret: stub.apiSecret,
        capacity: 1_000_000,
      }
      const { id, test } = bodyOf(await call('POST', '/api/v1/servers', { body }), 201, added)
      if (!test.ok) throw new Error(`The stub failed the connection test: ${JSON.stringify(test.checks)}`)
      serverIds.push(id)
    }
    return { url, cookie, pid: running.pid, serverIds, startCpuMs, rssMb, stop }
  } catch (error) {
    await running.kill()
    await rm(home, { recursive: true, force: true })
    throw error
  }
}
