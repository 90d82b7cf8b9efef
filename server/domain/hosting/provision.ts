import { eq, type SQL } from 'drizzle-orm'
import type { z } from 'zod'
import { provisioningMessage } from '#contracts/hosting/messages.ts'
import type { HostingOutcome, Provisioning } from '#contracts/hosting/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { isUniqueViolation } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { bindKey, recall } from '#server/platform/idempotency/index.ts'
import { noteIfHeld, runClaimed, waitForOperation, wake, workOn } from '#server/work/index.ts'
import {
  findHolders,
  type NewAccount,
  type Reserved,
  readAccountAndOperation,
  reserveAccount,
} from '../accounts/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import {
  rankForPlacement,
  readServersWithSlots,
  type ServerWithSlots,
  whyNotPlaceable,
} from '../servers/index.ts'
import { customers } from '../tables/customers.ts'
import { servers } from '../tables/servers.ts'
import { type StartedRefs, startedRefs } from './answer.ts'
import { createRun } from './kinds.ts'
import { beginEarly, type EarlyStart, startEarly } from './start-early.ts'
import { type Begun, hostingWork } from './steps/hosting-work.ts'

interface Customer {
  readonly id: string
  readonly email: string
  readonly fullName: string
  readonly companyName: string | null
}

export interface AccountToProvision<Refs extends object> {
  readonly customer: Customer
  readonly wanted: Provisioning
  /** The prefix of field names in messages: "provisioning." inside a new customer, "" on its own. */
  readonly fieldPrefix: string
  /** What is written in the same statement, if the account is; may take its time, e.g. for a password hash. */
  readonly beside?: () => Promise<NewAccount['beside']>
  /** What an Idempotency-Key is bound to. */
  readonly refs: { readonly schema: z.ZodType<Refs>; readonly of: (started: StartedRefs) => Refs }
}

/** `runsHere`: this process runs the operation now. */
export type Provisioned<Refs> =
  | { readonly started: StartedRefs; readonly runsHere: boolean }
  | { readonly replayed: Refs }

// A server that was chosen automatically may fill up between the choice and the statement that takes the slot.
const mostChoices = 5

/**
 * Records an account and starts to create it. A refusal known only when the slot is taken (server full, offline, name
 * held by another account) does not throw: the account is recorded as failed or in conflict.
 * @throws {Refusal} invalid-body for an unknown server, no server at all, or a second account without its own email
 */
export async function provision<Refs extends object>(
  domain: Domain,
  call: Call,
  request: AccountToProvision<Refs>,
): Promise<Provisioned<Refs>> {
  const { customer, wanted, fieldPrefix } = request
  for (let choice = 1; ; choice += 1) {
    const server = await chooseServer(domain, wanted.serverId, fieldPrefix)
    const early = startEarly(domain, server, wanted.username)
    const reserved = await reserveEarly(domain, call, request, {
      server,
      early,
      isLast: choice >= mostChoices,
    }).catch((error: unknown) => {
      giveUp(early)
      // Another request took the username or the email at this moment: now it can be seen who has it.
      if (choice < mostChoices && isNameTakenNow(error)) return null
      throw error
    })
    if (reserved?.written) return started(domain, reserved, early)
    giveUp(early)
    if (reserved === null) continue
    const key = { request: call.idempotency, refs: request.refs.schema, clock: domain.clock }
    const replayed = await recall(domain.database.db, key)
    if (replayed) return { replayed }
    if (reserved.verdict === 'unknown-server') throw unknownServer(fieldPrefix)
    if (reserved.verdict === 'email-required')
      throw await emailRequired(domain, { server, customer, email: emailOf(request), fieldPrefix })
    if (choice >= mostChoices) throw new Error('An account was neither written nor refused.')
  }
}

/** What began early is not needed. */
function giveUp(early: EarlyStart | null): void {
  early?.access.close()
  early?.ticket.release()
}

const isNameTakenNow = (error: unknown) =>
  isUniqueViolation(error, 'hosting_accounts_server_username') ||
  isUniqueViolation(error, 'hosting_accounts_server_email')

const emailOf = ({ wanted, customer }: Pick<AccountToProvision<object>, 'wanted' | 'customer'>) =>
  wanted.email ?? customer.email

interface Written extends Reserved {
  readonly begun: Begun | null
  readonly customer: Customer
  readonly server: ServerWithSlots
}

async function reserveEarly<Refs extends object>(
  domain: Domain,
  call: Call,
  request: AccountToProvision<Refs>,
  { server, early, isLast }: { server: ServerWithSlots; early: EarlyStart | null; isLast: boolean },
): Promise<Written> {
  const { customer, wanted } = request
  const names = { username: wanted.username, serverName: server.name }
  const [beside, begun] = await Promise.all([
    request.beside?.(),
    early && beginEarly(domain, early, names, call.waitMs),
  ])
  const ids = { accountId: newId(), operationId: newId() }
  const mayChooseAgain = wanted.serverId === undefined && !isLast && whyNotPlaceable(server) === null
  const { idempotency } = call
  const key = (source: SQL) =>
    idempotency
      ? bindKey({ request: idempotency, clock: domain.clock }, request.refs.of(ids), source)
      : source
  const reserved = await reserveAccount(domain.database.db, domain, call, {
    ...ids,
    customerId: customer.id,
    wanted: { ...wanted, email: emailOf(request) },
    server,
    whenRefused: mayChooseAgain ? 'write-nothing' : 'record',
    running: begun?.running ?? null,
    ...(beside ? { beside } : {}),
    ...(idempotency ? { gate: { name: 'key', part: key } } : {}),
  })
  return { ...reserved, begun: begun?.begun ?? null, customer, server }
}

/** Runs what was born running, or wakes the queue. */
async function started(
  domain: Domain,
  { operation, account, isHeld, verdict, begun, customer, server }: Written,
  early: EarlyStart | null,
): Promise<{ started: StartedRefs; runsHere: boolean }> {
  const refs = { accountId: account.id, operationId: operation.id }
  const { leaseToken } = operation
  if (early && leaseToken !== null) {
    const work = workOn(domain, { operation, leaseToken, interrupted: false })
    const run = createRun(
      hostingWork(work, { domain, account, server, customer, access: early.access, pastCreates: [], begun }),
    )
    domain.queues.start(early.ticket, operation.id, () => runClaimed(run))
    return { started: refs, runsHere: true }
  }
  giveUp(early)
  if (isHeld) await noteIfHeld(domain.database.db, domain, operation.id, domain.clock.now())
  else if (verdict === null) wake(domain, server.id, operation.id)
  return { started: refs, runsHere: false }
}

/** The server that was asked for, or the one that is best for the next account. */
async function chooseServer(
  domain: Domain,
  serverId: string | undefined,
  fieldPrefix: string,
): Promise<ServerWithSlots> {
  const { db } = domain.database
  if (serverId !== undefined) {
    const [server] = await readServersWithSlots(db, eq(servers.id, serverId))
    if (server) return server
    throw unknownServer(fieldPrefix)
  }
  const [best] = rankForPlacement(await readServersWithSlots(db))
  if (best) return best
  throw fieldRefusal(
    'invalid-body',
    `${fieldPrefix}serverId`,
    'no-server',
    'No NextPanel servers available. Add a server first.',
  )
}

const unknownServer = (fieldPrefix: string) =>
  fieldRefusal(
    'invalid-body',
    `${fieldPrefix}serverId`,
    'unknown-server',
    'There is no such NextPanel Server. Choose one from the list.',
  )

async function emailRequired(
  domain: Domain,
  about: { server: ServerWithSlots; customer: Customer; email: string; fieldPrefix: string },
): Promise<Refusal> {
  const { server, customer, email, fieldPrefix } = about
  const holders = await findHolders(domain.database.db, server.id, { username: '', email })
  const own = holders.find(({ customerId }) => customerId === customer.id)
  return fieldRefusal(
    'invalid-body',
    `${fieldPrefix}email`,
    'email-required',
    `This customer already has the account "${own?.username ?? ''}" with ${email} on ${server.name}. Enter a Hosting Email of its own: addresses are unique on the panel.`,
  )
}

/** Hosting for a customer who exists already (S12). */
export async function provisionHostingAccount(
  domain: Domain,
  call: Call,
  request: { customerId: string; wanted: Provisioning },
): Promise<HostingOutcome> {
  requireStaff(call)
  const { db } = domain.database
  const [customer] = await db.select().from(customers).where(eq(customers.id, request.customerId))
  if (!customer) throw new Refusal('not-found', 'There is no such customer.')
  const made = await provision(domain, call, {
    customer,
    wanted: request.wanted,
    fieldPrefix: '',
    refs: { schema: startedRefs, of: (refs) => refs },
  })
  const { operationId } = 'started' in made ? made.started : made.replayed
  const body = await waitForOperation(domain, operationId, {
    waitMs: call.waitMs,
    runsHere: 'started' in made && made.runsHere,
    read: () => readAccountAndOperation(db, operationId),
    progressOf: ({ operation }) => operation,
  })
  return { ...body, message: provisioningMessage(body) }
}
