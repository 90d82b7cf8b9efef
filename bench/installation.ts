import { z } from 'zod'
import { bodyOf, caller, cookieOf, send } from '#testing/http-client.ts'
import { type RunningProcess, runCommand } from '#testing/running-process.ts'
import { cpuMsOf, rssMbOf } from './onboarding/processes.ts'
import { memoryOf } from './process-tree.ts'

const admin = { email: 'admin@example.com', password: 'admin-Password-1' }
const startLimitMs = 180_000

/** The real server on its own data. It can be killed and started again. */
export class Installation {
  readonly #env: Record<string, string>
  readonly #command: readonly string[]
  #running: RunningProcess | null = null
  #url = ''
  #cookie = ''
  #peakMb = 0
  #cpuMsOfKilled = 0

  /** @param env settings, at least DATA_DIR. @param command default: the program from its sources */
  constructor(env: Record<string, string>, command: readonly string[] = ['node', 'server/main.ts']) {
    this.#command = command
    this.#env = {
      WEB_PORT: '0',
      API_PORT: '0',
      LOG_LEVEL: 'warn',
      PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
      ...env,
    }
  }

  async start(): Promise<void> {
    this.#running = runCommand(this.#command, this.#env)
    const [, url = ''] = await this.#running.says(/API (http:\/\/\S+)/, startLimitMs)
    this.#url = url
    const signedIn = await send(`${url}/api/auth/sign-in/email`, { method: 'POST', body: admin })
    bodyOf(signedIn, 200, z.unknown())
    this.#cookie = cookieOf(signedIn)
  }

  /** SIGKILL to the server and its children. */
  async kill(): Promise<void> {
    this.#remember()
    await this.#running?.kill()
    this.#running = null
  }

  /** SIGTERM, as a service manager sends it. */
  async stop(): Promise<void> {
    this.#remember()
    await this.#running?.terminate()
    this.#running = null
  }

  #remember(): void {
    this.#peakMb = this.peakMb()
    this.#cpuMsOfKilled = this.cpuMs()
  }

  /** Resident memory of the server and its children now. */
  residentMb(): number {
    return this.#running ? rssMbOf(this.#running.pid) : 0
  }

  /** CPU of all processes so far. */
  cpuMs(): number {
    return this.#cpuMsOfKilled + (this.#running ? cpuMsOf(this.#running.pid) : 0)
  }

  peakMb(): number {
    return Math.max(this.#peakMb, this.#running ? memoryOf(this.#running.pid, 'VmHWM') : 0)
  }

  /** Standard output and standard error so far. */
  output(): string {
    return this.#running?.output() ?? ''
  }

  /** @throws {Error} for any other status */
  async call<T>(
    method: string,
    path: string,
    status: number,
    schema: z.ZodType<T>,
    body?: object,
  ): Promise<T> {
    return bodyOf(await this.reply(method, path, body), status, schema)
  }

  reply(method: string, path: string, body?: object) {
    return caller(this.#url, this.#cookie)(method, path, body ? { body } : {})
  }

  async upload(file: string): Promise<{ id: string }> {
    const response = await fetch(`${this.#url}/api/v1/imports?fileName=bench.csv`, {
      method: 'POST',
      headers: { cookie: this.#cookie, 'content-type': 'text/csv', origin: this.#url },
      body: file,
    })
    if (response.status !== 201) throw new Error(`The upload was refused: ${await response.text()}`)
    return z.object({ id: z.string() }).parse(await response.json())
  }

  async healthMs(): Promise<number> {
    const startedAt = performance.now()
    await send(`${this.#url}/health`)
    return performance.now() - startedAt
  }
}
