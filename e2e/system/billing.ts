import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type APIRequestContext, expect } from '@playwright/test'
import { z } from 'zod'
import { type Program, startProgram } from './program.ts'

export const admin = { email: 'admin@example.com', password: 'correct horse battery' }

/** Private networks too: another implementation may run in a container on this machine. */
const panelNetworks = '127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7'

// Short waits, so that a retry that takes minutes in production takes a second here.
const engine = {
  PANEL_DEADLINE_MS: '12000',
  PANEL_CONNECT_TIMEOUT_MS: '1000',
  ENGINE_SETTLE_MS: '200',
  ENGINE_BACKOFF_FIRST_MS: '200',
  ENGINE_BACKOFF_MAX_MS: '1000',
  ENGINE_SWEEP_MS: '300',
  // Tests start connection tests themselves.
  SERVER_CHECK_INTERVAL_MS: '0',
  SHUTDOWN_GRACE_MS: '500',
  SIGN_IN_LIMIT_PER_MINUTE: '10000',
  WRONG_PASSWORDS_PER_LOGIN: '10000',
}

const announced = /web application (http:\/\/\S+), API (http:\/\/\S+)/
const setupLink = /Create the first one at (http:\/\/\S+)/

/** The real server process on its own embedded database. */
export interface Billing {
  /** The web application's origin. */
  readonly url: string
  /** The link that the first start prints. Null if an administrator exists. */
  readonly setupUrl: string | null
  output(): string
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** Starts again on the same data and the same ports. */
  startAgain(): Promise<void>
  /** Stops it and removes its data. */
  end(): Promise<void>
}

/** A server whose clock the test moves. */
export interface TimedBilling extends Billing {
  /**
   * Moves its clock forward to this time. Its interval jobs whose time has then come have run once at the new time when
   * it returns.
   */
  moveTo(time: Date): Promise<void>
}

const shipped = 'scripts/start.ts'
/** See testing/moved-clock: the shipped server with another clock. */
const timed = 'testing/moved-clock/server.ts'
const moved = z.object({ now: z.iso.datetime().transform((text) => new Date(text)) })

const dataDirIn = (home: string) => join(home, 'data')

/**
 * @param template a home to start from, see {@link makeTemplate}; null: a first start, without an
 * administrator
 */
export const startBilling = async (template: string | null): Promise<Billing> =>
  (await startServer(template, shipped)).billing

/** Starts at the system's time. */
export async function startTimedBilling(template: string): Promise<TimedBilling> {
  const { billing, program } = await startServer(template, timed)
  let movedMs = 0
  return {
    ...billing,
    async moveTo(time) {
      const forwardMs = time.getTime() - Date.now() - movedMs
      const { now } = moved.parse(await program().ask({ forwardMs }))
      movedMs += forwardMs
      if (now < time) throw new Error(`The clock shows ${now.toISOString()}, not ${time.toISOString()}.`)
    },
  }
}

async function startServer(
  template: string | null,
  file: typeof shipped | typeof timed,
): Promise<{ billing: Billing; program: () => Program }> {
  const home = mkdtempSync(join(tmpdir(), 'billing-e2e-'))
  if (template) cpSync(dataDirIn(template), dataDirIn(home), { recursive: true })
  const settings = {
    DATA_DIR: dataDirIn(home),
    WEB_PORT: '0',
    API_PORT: '0',
    LOG_LEVEL: 'warn',
    PANEL_ALLOWED_NETWORKS: panelNetworks,
    ...engine,
  }
  const remove = () => rmSync(home, { recursive: true, force: true })
  const channel = file === timed
  let program = await startProgram(file, settings, template ? announced : setupLink, { channel }).catch(
    (error) => {
      remove()
      throw error
    },
  )
  const [, url = '', apiUrl = ''] = program.output().match(announced) ?? []
  const ports = { WEB_PORT: new URL(url).port, API_PORT: new URL(apiUrl).port }
  const billing: Billing = {
    url,
    setupUrl: program.output().match(setupLink)?.[1] ?? null,
    output: () => program.output(),
    stop: (signal) => program.stop(signal),
    async startAgain() {
      program = await startProgram(file, { ...settings, ...ports }, announced, { channel })
    },
    async end() {
      await program.stop()
      remove()
    },
  }
  return { billing, program: () => program }
}

/** A home with only an administrator. Starting from a copy saves the seconds of a first start. */
export async function makeTemplate(): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'billing-e2e-template-'))
  const program = await startProgram(
    shipped,
    {
      DATA_DIR: dataDirIn(home),
      WEB_PORT: '0',
      API_PORT: '0',
      LOG_LEVEL: 'warn',
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
      ...engine,
    },
    announced,
  ).catch((error) => {
    rmSync(home, { recursive: true, force: true })
    throw error
  })
  await program.stop()
  return home
}

/** Signs a browser in without the form, which has its own tests. */
export async function signIn(
  request: APIRequestContext,
  url: string,
  who: { email: string; password: string } = admin,
): Promise<void> {
  const answer = await request.post(`${url}/api/auth/sign-in/email`, { data: who })
  expect(answer.status(), await answer.text()).toBe(200)
}
