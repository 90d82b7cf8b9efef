import { eq, type SQL } from 'drizzle-orm'
import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import { provisioningMessage } from '#contracts/hosting/messages.ts'
import type { HostingOutcome, Provisioning } from '#contracts/hosting/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { isUniqueViolation, type Queryable, type Tx } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { bindKey, recall } from '#server/platform/idempotency/index.ts'
import { noteIfHeld, runClaimed, waitForOperation, wake, workOn } from '#server/work/index.ts'
import {
  type AutomaticChoice,
  findHolders,
  type NewAccount,
  type Reserved,
  readAccountAndOperation,
  reserveAccount,
} from '../accounts/index.ts'
import type { Context } from '../context.ts'
import {
  chooseServer,
  readServersWithSlots,
  refuseBadCredentials,
  type ServerWithSlots,
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
  /** Further writes, in one transaction with the statement, if it writes the account. A refusal here undoes both. */
  readonly also?: (tx: Tx, refs: Refs) => Promise<void>
}

/** `runsHere`: this process runs the operation now. */
export type Provisioned<Refs> =
  | { readonly started: StartedRefs; readonly runsHere: boolean }
  | { readonly replayed: Refs }

/** A chosen server. `automatic` is null if staff chose it. */
interface Chosen {
  readonly server: ServerWithSlots
  readonly automatic: AutomaticChoice | null
}

// Another request may take one of the names between the choice and the statement that takes the slot. An
// automatically chosen server may also become full. Each time, another request has got a slot.
const mostChoices = 5
const mostAutomaticChoices = 50

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
    const { server, automatic } = chosen
    const isLast = choice >= (automatic ? mostAutomaticChoices : mostChoices)
    const early = startEarly(ctx, server, wanted.username)
    const reserved = await reserveEarly(ctx, request, {
      chosen,
      early,
      isLast,
    }).catch((error: unknown) => {
      giveUp(early)
      // Another request took the username or the email at the same time. Now the holder can be read.
      if (!isLast && isNameTakenNow(error)) return null
      throw error
    })
    if (reserved?.written) return started(ctx, reserved, early)
    giveUp(early)
    if (reserved === null) continue
    const replayed = await recalled(ctx, request)
    if (replayed) return { replayed }
    if (reserved.verdict === 'unknown-server' && !automatic) throw unknownServer(fieldPrefix)
    if (reserved.verdict === 'email-required')
      throw await emailRequired(ctx, { server, customer, email: emailOf(request), fieldPrefix })
    if (isLast && automatic) throw serversChange()
    if (isLast || reserved.verdict === null) throw new Error('An account was neither written nor refused.')
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
  { chosen, early, isLast }: { chosen: Chosen; early: EarlyStart | null; isLast: boolean },
): Promise<Written> {
  const { server, automatic } = chosen
  const { customer, wanted } = request
  const names = { username: wanted.username, serverName: server.name }
  const [beside, begun] = await Promise.all([
    request.beside?.(),
    early && beginEarly(ctx, early, names, ctx.waitMs),
  ])
  const ids = { accountId: newId(), operationId: early?.operationId ?? newId() }
  const mayChooseAgain = automatic !== null && automatic.noRoom === null && !isLast
  const { idempotency, clock } = ctx
  const refs = request.refs.of(ids)
  const { claim, also } = request
  const guard = claim
    ? { name: 'claim', part: (source: SQL) => claim(refs, source) }
    : idempotency && {
        name: 'key',
        part: (source: SQL) => bindKey({ request: idempotency, clock }, refs, source),
      }
  const reserve = (db: Queryable) =>
    reserveAccount(db, ctx, {
      ...ids,
      customerId: customer.id,
      wanted: { ...wanted, email: emailOf(request) },
      server,
      ...(automatic ? { choice: automatic } : {}),
      whenRefused: mayChooseAgain ? 'choose-again' : 'record',
      running: begun?.running ?? null,
      ...(beside ? { beside } : {}),
      ...(guard ? { guard } : {}),
    })
  const { db } = ctx.database
  const reserved = also
    ? await db.transaction(async (tx) => {
        const made = await reserve(tx)
        if (made.written) await also(tx, refs)
        return made
      })
    : await reserve(db)
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
): Promise<Chosen | { replayed: Refs }> {
  const { wanted, fieldPrefix } = request
  try {
    const chosen = await findOrChoose(ctx, wanted, fieldPrefix)
    refuseBadCredentials(ctx, chosen.server, wanted, fieldPrefix)
    return chosen
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
export async function findOrChoose(
  ctx: Context,
  { serverId, placement: wish = {} }: Provisioning,
  fieldPrefix: string,
): Promise<Chosen> {
  const { db } = ctx.database
  if (serverId !== undefined && serverId !== 'auto') {
    if (wish.location !== undefined || wish.tags !== undefined) throw wishWithServer(fieldPrefix)
    const [server] = await readServersWithSlots(db, eq(servers.id, serverId))
    if (server) return { server, automatic: null }
    throw unknownServer(fieldPrefix)
  }
  const all = await readServersWithSlots(db)
  const [first] = all
  if (!first)
    throw fieldRefusal(
      'invalid-body',
      `${fieldPrefix}serverId`,
      'no-server',
      'No NextPanel servers available. Add a server first.',
    )
  const choice = chooseServer(all, first.policy, wish)
  if (choice.server === null)
    throw fieldRefusal(
      'invalid-body',
      `${fieldPrefix}serverId`,
      'no-matching-server',
      `${choice.why} Choose a server, or ask for another location or other tags.`,
    )
  const { server, template, noRoom } = choice
  return {
    server,
    automatic: { wish, template, noRoom: noRoom === null ? null : { why: noRoom, servers: all } },
  }
}

const serversChange = () =>
  new Refusal(
    'wrong-state',
    'The servers changed each time one of them was chosen. Nothing was created. Try again, or choose a server.',
  )

const wishWithServer = (fieldPrefix: string) =>
  fieldRefusal(
    'invalid-body',
    `${fieldPrefix}placement`,
    'not-allowed',
    'placement limits an automatic choice, and this request names a server. Remove one of the two.',
  )

const unknownServer = (fieldPrefix: string) =>
  fieldRefusal(
    'invalid-body',
    `${fieldPrefix}serverId`,
    'unknown-server',
    'NextPanel Server not found. Select one from the list.',
  )

export async function emailRequired(
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

/**
 * Creates hosting for an existing customer (S12).
 * @param also further writes in the transaction that records the account
 */
export async function provisionHostingAccount(
  ctx: Context,
  { id, ...wanted }: Provisioning & ById,
  also?: AccountToProvision<StartedRefs>['also'],
): Promise<HostingOutcome> {
  const { db } = ctx.database
  const [customer] = await db.select().from(customers).where(eq(customers.id, id))
  if (!customer) throw new Refusal('not-found', 'Customer not found.')
  const made = await provision(ctx, {
    customer,
    wanted,
    fieldPrefix: '',
    refs: { schema: startedRefs, of: (refs) => refs },
    ...(also ? { also } : {}),
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
