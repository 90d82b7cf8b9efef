import { eq, type SQL } from 'drizzle-orm'
import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
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
import type { Context } from '../context.ts'
import {
  rankForPlacement,
  readServersWithSlots,
  refuseBadCredentials,
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
  /** Prefix of field names in messages: "provisioning." for a new customer, "" otherwise. */
  readonly fieldPrefix: string
  /**
   * Parts that are written in the same statement, if the account is. They may take time, for example a
   * password hash.
   */
  readonly beside?: () => Promise<NewAccount['beside']>
  /** The value that an Idempotency-Key is bound to. */
  readonly refs: { readonly schema: z.ZodType<Refs>; readonly of: (started: StartedRefs) => Refs }
  /** A part of the same statement, instead of an Idempotency-Key: nothing is written unless it has a row. */
  readonly claim?: (refs: Refs, source: SQL) => SQL
}

/** `runsHere`: this process runs the operation now. */
export type Provisioned<Refs> =
  | { readonly started: StartedRefs; readonly runsHere: boolean }
  | { readonly replayed: Refs }

// An automatically chosen server may become full between the choice and the statement that takes the slot.
const mostChoices = 5

/**
 * Records an account and starts to create it. A refusal that is known only when the slot is taken (server
 * full, offline, name held by another account) does not throw: the account is recorded as failed or in
 * conflict.
 * @throws {Refusal} invalid-body for an unknown server, no server at all, a username or password that breaks
 * the rules of the server's driver, or a second account without its own email
 */
export async function provision<Refs extends object>(
  ctx: Context,
  request: AccountToProvision<Refs>,
): Promise<Provisioned<Refs>> {
  const { customer, wanted, fieldPrefix } = request
  for (let choice = 1; ; choice += 1) {
    const chosen = await chooseFitting(ctx, request)
    if ('replayed' in chosen) return chosen
    const { server } = chosen
    const early = startEarly(ctx, server, wanted.username)
    const reserved = await reserveEarly(ctx, request, {
      server,
      early,
      isLast: choice >= mostChoices,
    }).catch((error: unknown) => {
      giveUp(early)
      // Another request took the username or the email at the same time. Now the holder can be read.
      if (choice < mostChoices && isNameTakenNow(error)) return null
      throw error
    })
    if (reserved?.written) return started(ctx, reserved, early)
    giveUp(early)
    if (reserved === null) continue
    const replayed = await recalled(ctx, request)
    if (replayed) return { replayed }
    if (reserved.verdict === 'unknown-server') throw unknownServer(fieldPrefix)
    if (reserved.verdict === 'email-required')
      throw await emailRequired(ctx, { server, customer, email: emailOf(request), fieldPrefix })
    if (choice >= mostChoices) throw new Error('An account was neither written nor refused.')
  }
}

/** Releases the resources of the early start that are not needed. */
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
  ctx: Context,
  request: AccountToProvision<Refs>,
  { server, early, isLast }: { server: ServerWithSlots; early: EarlyStart | null; isLast: boolean },
): Promise<Written> {
  const { customer, wanted } = request
  const names = { username: wanted.username, serverName: server.name }
  const [beside, begun] = await Promise.all([
    request.beside?.(),
    early && beginEarly(ctx, early, names, ctx.waitMs),
  ])
  const ids = { accountId: newId(), operationId: newId() }
  const mayChooseAgain = wanted.serverId === undefined && !isLast && whyNotPlaceable(server) === null
  const { idempotency, clock } = ctx
  const refs = request.refs.of(ids)
  const { claim } = request
  const guard = claim
    ? { name: 'claim', part: (source: SQL) => claim(refs, source) }
    : idempotency && {
        name: 'key',
        part: (source: SQL) => bindKey({ request: idempotency, clock }, refs, source),
      }
  const reserved = await reserveAccount(ctx.database.db, ctx, {
    ...ids,
    customerId: customer.id,
    wanted: { ...wanted, email: emailOf(request) },
    server,
    whenRefused: mayChooseAgain ? 'write-nothing' : 'record',
    running: begun?.running ?? null,
    ...(beside ? { beside } : {}),
    ...(guard ? { guard } : {}),
  })
  return { ...reserved, begun: begun?.begun ?? null, customer, server }
}

/** Runs the operation that started early, or wakes the queue. */
async function started(
  ctx: Context,
  { operation, account, isHeld, verdict, begun, customer, server }: Written,
  early: EarlyStart | null,
): Promise<{ started: StartedRefs; runsHere: boolean }> {
  const refs = { accountId: account.id, operationId: operation.id }
  const { leaseToken } = operation
  if (early && leaseToken !== null) {
    const work = workOn(ctx, { operation, leaseToken, interrupted: false })
    const run = createRun(
      hostingWork(work, {
        domain: ctx,
        account,
        server,
        customer,
        access: early.access,
        pastCreates: [],
        begun,
      }),
    )
    ctx.queues.start(early.ticket, operation.id, () => runClaimed(run))
    return { started: refs, runsHere: true }
  }
  giveUp(early)
  if (isHeld) await noteIfHeld(ctx.database.db, ctx, operation.id, ctx.clock.now())
  else if (verdict === null) wake(ctx, server.id, operation.id)
  return { started: refs, runsHere: false }
}

/**
 * Returns a server whose rules the username and password meet. If there is none now, returns the one to which
 * this key led earlier.
 */
async function chooseFitting<Refs extends object>(
  ctx: Context,
  request: AccountToProvision<Refs>,
): Promise<{ server: ServerWithSlots } | { replayed: Refs }> {
  const { wanted, fieldPrefix } = request
  try {
    const server = await chooseServer(ctx, wanted.serverId, fieldPrefix)
    refuseBadCredentials(ctx, server, wanted, fieldPrefix)
    return { server }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const replayed = await recalled(ctx, request)
    if (replayed) return { replayed }
    throw error
  }
}

const recalled = <Refs extends object>(ctx: Context, { refs }: AccountToProvision<Refs>) =>
  recall(ctx.database.db, { request: ctx.idempotency, refs: refs.schema, clock: ctx.clock })

/** Returns the requested server, or the best one for the next account. */
async function chooseServer(
  ctx: Context,
  serverId: string | undefined,
  fieldPrefix: string,
): Promise<ServerWithSlots> {
  const { db } = ctx.database
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
    'NextPanel Server not found. Select one from the list.',
  )

async function emailRequired(
  ctx: Context,
  about: { server: ServerWithSlots; customer: Customer; email: string; fieldPrefix: string },
): Promise<Refusal> {
  const { server, customer, email, fieldPrefix } = about
  const holders = await findHolders(ctx.database.db, server.id, { username: '', email })
  const own = holders.find(({ customerId }) => customerId === customer.id)
  return fieldRefusal(
    'invalid-body',
    `${fieldPrefix}email`,
    'email-required',
    `This customer already has the account "${own?.username ?? ''}" with ${email} on ${server.name}. Enter a different Hosting Email: email addresses are unique on the panel.`,
  )
}

/** Creates hosting for an existing customer (S12). */
export async function provisionHostingAccount(
  ctx: Context,
  { id, ...wanted }: Provisioning & ById,
): Promise<HostingOutcome> {
  const { db } = ctx.database
  const [customer] = await db.select().from(customers).where(eq(customers.id, id))
  if (!customer) throw new Refusal('not-found', 'Customer not found.')
  const made = await provision(ctx, {
    customer,
    wanted,
    fieldPrefix: '',
    refs: { schema: startedRefs, of: (refs) => refs },
  })
  const { operationId } = 'started' in made ? made.started : made.replayed
  const body = await waitForOperation(ctx, operationId, {
    waitMs: ctx.waitMs,
    runsHere: 'started' in made && made.runsHere,
    read: () => readAccountAndOperation(db, operationId),
    progressOf: ({ operation }) => operation,
  })
  return { ...body, message: provisioningMessage(body) }
}
