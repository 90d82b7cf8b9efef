import { asc, eq } from 'drizzle-orm'
import type { NewCustomer, Onboarded } from '#contracts/customers/schemas.ts'
import type { HostingOutcome } from '#contracts/hosting/schemas.ts'
import type { Operation } from '#contracts/operations/schemas.ts'
import { isSettled } from '#contracts/operations/states.ts'
import type { AddedServer, NewServer } from '#contracts/servers/schemas.ts'
import { readOperation } from '#server/domain/accounts/index.ts'
import { contextOf } from '#server/domain/context.ts'
import { onboardCustomer } from '#server/domain/onboarding/index.ts'
import { openServerKey, sealServerKey } from '#server/domain/sealing/index.ts'
import { addServer } from '#server/domain/servers/index.ts'
import { hostingAccounts } from '#server/domain/tables/hosting-accounts.ts'
import { servers } from '#server/domain/tables/servers.ts'
import { auditEntries } from '#server/platform/audit/table.ts'
import { users } from '#server/platform/auth/table.ts'
import { runOperation } from '#server/work/index.ts'
import { operations } from '#server/work/table.ts'
import { call, staff, type TestDomain } from './domain.ts'

export const loginPassword = 'Login-Pass-5521'
export const hostingPassword = 'Hosting-Pass-7743'

let lastCustomer = 0

export const newCustomer = (given: Partial<NewCustomer> = {}): NewCustomer => {
  lastCustomer += 1
  return {
    email: `customer${lastCustomer}@example.com`,
    fullName: `Customer ${lastCustomer}`,
    companyName: null,
    password: loginPassword,
    isActive: true,
    ...given,
  }
}

/** The sandbox as one of our servers. */
export function addTestServer(test: TestDomain, given: Partial<NewServer> = {}): Promise<AddedServer> {
  const { url, apiKey, apiSecret } = test.sandbox
  return addServer(contextOf(test.domain, call()), {
    name: 'Panel',
    driver: 'nextpanel',
    baseUrl: url,
    apiKey,
    apiSecret,
    capacity: 100,
    location: null,
    ...given,
  })
}

/** Moves a server to another address without any request, as if its key had been entered for it. */
export async function moveServer(test: TestDomain, id: string, baseUrl: string): Promise<void> {
  const { keyring } = test.domain
  const { db } = test.database
  const [row] = await db.select().from(servers).where(eq(servers.id, id))
  if (!row) throw new Error(`There is no server ${id}.`)
  const sealed = sealServerKey(keyring, { ...row, baseUrl }, openServerKey(keyring, row))
  await db
    .update(servers)
    .set({ baseUrl, ...sealed })
    .where(eq(servers.id, id))
}

/** A customer with hosting whose operation has not run yet. */
export async function onboardWithHosting(
  test: TestDomain,
  wanted: {
    username?: string
    serverId?: string
    email?: string
    packageId?: string | number
    customer?: Partial<NewCustomer>
  } = {},
): Promise<Onboarded & { hosting: HostingOutcome; accountId: string; operationId: string }> {
  const { customer, username = 'alpha', ...rest } = wanted
  const made = await onboardCustomer(
    contextOf(test.domain, call()),
    newCustomer({ ...customer, provisioning: { username, password: hostingPassword, ...rest } }),
  )
  if (!made.hosting) throw new Error('No hosting was requested.')
  return {
    ...made,
    hosting: made.hosting,
    accountId: made.hosting.account.id,
    operationId: made.hosting.operation.id,
  }
}

/** The same, run until it is settled. */
export async function provisioned(test: TestDomain, wanted: Parameters<typeof onboardWithHosting>[1] = {}) {
  const made = await onboardWithHosting(test, wanted)
  const operation = await runUntilSettled(test, made.operationId)
  if (operation.status !== 'succeeded') throw new Error(`The operation failed: ${operation.error?.message}`)
  return made
}

const mostTurns = 40

/** Runs an operation each time when it is due, until no automatic step follows. */
export async function runUntilSettled(
  test: TestDomain,
  operationId: string,
  between: () => Promise<void> = async () => {},
): Promise<Operation> {
  for (let turn = 0; turn < mostTurns; turn += 1) {
    await runOperation(test.domain, operationId)
    const operation = await readOperation(test.database.db, operationId)
    if (isSettled(operation.status)) return operation
    await between()
    advanceTo(test, operation.nextAttemptAt)
  }
  throw new Error(`Operation ${operationId} is not settled after ${mostTurns} runs.`)
}

export function advanceTo({ clock }: TestDomain, time: string | null): void {
  if (time !== null) clock.advance(Math.max(0, Date.parse(time) - clock.now().getTime()))
}

export async function accountRow({ database }: TestDomain, id: string) {
  const [row] = await database.db.select().from(hostingAccounts).where(eq(hostingAccounts.id, id))
  if (!row) throw new Error('Hosting account not found.')
  return row
}

export async function operationRow({ database }: TestDomain, id: string) {
  const [row] = await database.db.select().from(operations).where(eq(operations.id, id))
  if (!row) throw new Error('Operation not found.')
  return row
}

export async function serverRow({ database }: TestDomain, id: string) {
  const [row] = await database.db.select().from(servers).where(eq(servers.id, id))
  if (!row) throw new Error('Server not found.')
  return row
}

export const auditOf = ({ database }: TestDomain) =>
  database.db.select().from(auditEntries).orderBy(asc(auditEntries.id))

/** The panel's live accounts by username. */
export const onPanel = ({ sandbox }: TestDomain) =>
  sandbox
    .ledger()
    .filter(({ status }) => status !== 'deleted')
    .map(({ username }) => username)

/** Rows that hold a slot on any server, by username. */
export const slotHolders = async ({ database }: TestDomain) =>
  (
    await database.db
      .select({ username: hostingAccounts.username })
      .from(hostingAccounts)
      .where(eq(hostingAccounts.holdsSlot, true))
      .orderBy(asc(hostingAccounts.username))
  ).map(({ username }) => username)

/** An account of another owner on the panel. */
export async function strangerOnPanel(
  { sandbox }: TestDomain,
  stranger: { username: string; email?: string; billing_id?: string },
): Promise<number> {
  const answer = await fetch(`${sandbox.url}/api/v1/billing/accounts`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      // The sandbox may close a kept connection while this request is written.
      connection: 'close',
      'x-api-key': sandbox.apiKey,
      'x-api-secret': sandbox.apiSecret,
    },
    body: JSON.stringify({
      email: `${stranger.username}@elsewhere.example`,
      password: 'Strangers-Pass-1',
      ...stranger,
    }),
  })
  if (answer.status !== 201) throw new Error(`The sandbox answered ${answer.status}.`)
  return sandbox.ledger().at(-1)?.id ?? 0
}

/** Deletes an account outside of this application. */
export async function deleteOnPanel({ sandbox }: TestDomain, id: number | string): Promise<void> {
  const answer = await fetch(`${sandbox.url}/api/v1/billing/accounts/${id}`, {
    method: 'DELETE',
    headers: { 'x-api-key': sandbox.apiKey, 'x-api-secret': sandbox.apiSecret },
  })
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}.`)
}

/** The staff user of `staff` as a row, for work that outlives its request. */
export async function addStaffUser({ database }: Pick<TestDomain, 'database'>, given = staff): Promise<void> {
  const { userId, name, email, role } = given
  await database.db
    .insert(users)
    .values({ id: userId, name, email, role: 'staff', staffRole: role })
    .onConflictDoNothing()
}
