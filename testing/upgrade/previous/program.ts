import { join } from 'node:path'
import { z } from 'zod'
import { bodyOf, type Call, caller, cookieOf, send } from '../../http-client.ts'
import { eventually, type RunningProcess, runCommand } from '../../running-process.ts'
import { type RunningSandbox, runSandbox } from '../../running-sandbox.ts'
import { adminLogin, shortSettings } from '../../running-system.ts'
import { hostingPassword, newCustomer } from '../../system/onboarding.ts'

const startLimitMs = 240_000
/** A busy machine takes several seconds for a lease of five. */
const finishLimitMs = 120_000

/** A server of the previous or of this program. */
export interface Program {
  readonly admin: Call
  readonly process: RunningProcess
}

/** @throws {Error} with the output, if it ends without an API */
export async function startProgram(folder: string, env: Record<string, string>): Promise<Program> {
  const running = runCommand([process.execPath, join(folder, 'server', 'main.ts')], {
    ...shortSettings,
    LOG_LEVEL: 'info',
    WEB_PORT: '0',
    API_PORT: '0',
    SECRET_KEY: '6b6579206f66207468652070726576696f75732072656c6561736520746573742e',
    PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
    ADMIN_EMAIL: adminLogin.email,
    ADMIN_PASSWORD: adminLogin.password,
    ...env,
  })
  const [, apiUrl = ''] = await running.says(/API (http:\S+)/, startLimitMs)
  const signedIn = await send(`${apiUrl}/api/auth/sign-in/email`, { method: 'POST', body: adminLogin })
  bodyOf(signedIn, 200, z.unknown())
  return { admin: caller(apiUrl, cookieOf(signedIn)), process: running }
}

const withId = z.looseObject({ id: z.string() })
const onboarded = z.looseObject({
  hosting: z.looseObject({ account: z.looseObject({ id: z.string(), status: z.string() }) }),
})
const account = z.looseObject({
  status: z.string(),
  operation: z.looseObject({ status: z.string() }).nullable(),
})

export async function addServer({ admin }: Program, panel: RunningSandbox, name: string): Promise<string> {
  const { apiKey, apiSecret } = await panel.createKey()
  const body = { name, baseUrl: panel.url, apiKey, apiSecret, capacity: 100 }
  return bodyOf(await admin('POST', '/api/v1/servers', { body }), 201, withId).id
}

async function onboard({ admin }: Program, username: string, serverId: string, waitSeconds: number) {
  const headers = { prefer: `wait=${waitSeconds}` }
  const body = newCustomer(username, serverId)
  const made = await admin('POST', '/api/v1/customers', { body, headers })
  return bodyOf(made, 201, onboarded).hosting.account
}

/** @throws {Error} unless the account is active in the response, and the panel has it once */
export async function onboardNow(
  program: Program,
  panel: RunningSandbox,
  username: string,
  serverId: string,
): Promise<void> {
  const { status } = await onboard(program, username, serverId, 60)
  if (status !== 'active') throw new Error(`${username} is ${status}.`)
  await requireOnce(panel, username)
}

export interface LeftWork {
  /** Ids of the accounts, by username. */
  readonly accounts: ReadonlyMap<string, string>
  readonly alert: string
}

/**
 * Leaves an operation that waits for its next attempt, one whose create the panel has done without a response, and the
 * job of an alert. Then it kills the program.
 */
export async function leaveWork(
  program: Program,
  panel: RunningSandbox,
  serverId: string,
  prefix: string,
): Promise<LeftWork> {
  const { admin } = program
  const alert = `${prefix} offline`
  const other = await runSandbox()
  const otherId = await addServer(program, other, alert)
  await other.process.kill()
  bodyOf(await admin('POST', `/api/v1/servers/${otherId}/test`), 200, z.unknown())
  const waiting = `${prefix}waiting`
  await panel.addFault({ fault: 'error', path: 'create', username: waiting, times: 'always' })
  const first = await onboard(program, waiting, serverId, 0)
  await eventually('the operation waits', async () => {
    const found = bodyOf(await admin('GET', `/api/v1/hosting-accounts/${first.id}`), 200, account)
    return found.operation?.status === 'waiting'
  })
  const running = `${prefix}running`
  await panel.addFault({ fault: 'hang-after', path: 'create', username: running })
  const second = await onboard(program, running, serverId, 0)
  await panel.hanging(1)
  await program.process.kill()
  await panel.clearFaults()
  return {
    accounts: new Map([
      [waiting, first.id],
      [running, second.id],
    ]),
    alert,
  }
}

/** @throws {Error} unless this program ends the work, each account is on the panel once, and the alert arrives */
export async function requireFinished(
  { admin }: Program,
  panel: RunningSandbox,
  { accounts, alert }: LeftWork,
  alerts: () => string,
): Promise<void> {
  for (const [username, id] of accounts) {
    await eventually(
      `${username} is active`,
      async () =>
        bodyOf(await admin('GET', `/api/v1/hosting-accounts/${id}`), 200, account).status === 'active',
      finishLimitMs,
    )
    await requireOnce(panel, username)
  }
  await eventually(`the alert of ${alert} arrives`, async () => alerts().includes(alert), finishLimitMs)
}

/** Deleted accounts count, too. */
async function requireOnce(panel: RunningSandbox, username: string): Promise<void> {
  const found = await panel.ledger(username)
  const [only] = found
  if (found.length !== 1 || !only) throw new Error(`The panel has ${username} ${found.length} times.`)
  if (!(await panel.passwordMatches(only.id, hostingPassword)))
    throw new Error(`${username} has another password on the panel.`)
}
