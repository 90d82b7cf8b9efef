import { eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Customer, NewCustomer } from '#contracts/customers/schemas.ts'
import { onboardingMessage } from '#contracts/hosting/messages.ts'
import type { AccountAndOperation } from '#contracts/hosting/schemas.ts'
import type { Sale } from '#contracts/subscriptions/schemas.ts'
import { asEmailTaken } from '#server/platform/auth/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { type Db, type Queryable, runStatement } from '#server/platform/database/index.ts'
import { bindKey, recall } from '#server/platform/idempotency/index.ts'
import { waitForOperation } from '#server/work/index.ts'
import { operations } from '#server/work/table.ts'
import {
  accountAndOperationColumns,
  operationNotFound,
  presentAccountAndOperation,
} from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { customerColumns, customerParts, presentCustomer, readCustomer } from '../customers/index.ts'
import { provision, refuseHostingRequest, startedRefs } from '../hosting/index.ts'
import { passwordLinkParts, readPasswordLink } from '../password-links/index.ts'
import { startHash } from '../passwords/index.ts'
import { asPlanned, committedRefs, presentCommitted } from '../subscriptions/index.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'
import { type CustomerSale, saleTo } from './sell.ts'

const refs = z.object({
  customerId: z.string(),
  hosting: startedRefs.nullable(),
  passwordLinkId: z.string().nullish(),
  subscription: committedRefs.optional(),
})
type Refs = z.infer<typeof refs>

/** A part of the statement that writes the customer: without a row of it, nothing is written. @param source its rows allow it */
type Claim = (refs: Refs, source: SQL) => SQL

interface Onboarding {
  readonly person: Pick<NewCustomer, 'email' | 'fullName' | 'companyName' | 'isActive' | 'language'>
  readonly provisioning: NewCustomer['provisioning']
  /** Null: the customer sets a password with a link. */
  readonly passwordHash: Promise<string | null>
  readonly withLink: boolean
  readonly claim?: Claim
  /** Booked in one transaction with the customer. */
  readonly sale?: CustomerSale
}

/**
 * One statement writes customer, credentials, slot, hosting account, operation and audit entries. The call
 * then waits for the panel. The customer is kept, whatever the panel does. A subscription and its first invoice are
 * committed with that statement.
 * @throws {Refusal} email-taken, invalid-body (unknown server, email needed): nothing is written
 */
export async function onboardCustomer(ctx: Context, input: NewCustomer): Promise<Sale> {
  const { password, email, fullName, companyName, subscription } = input
  const provisioning = await hostingOf(ctx, input)
  const hashing =
    password === undefined
      ? Promise.resolve(null)
      : (await startHash(ctx, { password, words: [email, fullName, companyName] })).hashing
  const { made, runsHere } = await beginOnboarding(ctx, {
    person: input,
    provisioning: subscription?.provision === 'after-payment' ? null : provisioning,
    passwordHash: hashing,
    withLink: input.passwordLink === true,
    ...(subscription ? { sale: saleTo(ctx, { subscription, provisioning }) } : {}),
  })
  return answer(ctx, made, runsHere)
}

/**
 * Returns the hosting to create, with the package and the server tags of the plan. Hosting for later is checked now,
 * because staff can still correct it.
 */
async function hostingOf(
  ctx: Context,
  { provisioning, subscription }: NewCustomer,
): Promise<NewCustomer['provisioning']> {
  if (!provisioning || !subscription) return provisioning
  const { database, clock, idempotency } = ctx
  const wanted = await asPlanned(database.db, subscription.priceId, provisioning)
  // A repetition answers what was written, whatever the servers are now.
  const isLater = subscription.provision === 'after-payment'
  if (isLater && (await recall(database.db, { request: idempotency, refs, clock })) === null)
    await refuseHostingRequest(ctx, null, wanted, 'provisioning.')
  return wanted
}

/**
 * Writes a customer and starts their hosting, without waiting for the panel.
 * @returns `runsHere`: this process runs the operation now
 * @throws {Refusal} as {@link onboardCustomer}
 */
export async function beginOnboarding(
  ctx: Context,
  onboarding: Onboarding,
): Promise<{ made: Refs; runsHere: boolean }> {
  const { person, provisioning, passwordHash, withLink, claim, sale } = onboarding
  passwordHash.catch(() => undefined)
  const ids = { id: newId(), userId: newId(), linkId: withLink ? newId() : null }
  const parts = async () => newCustomerParts(ctx, person, { ...ids, passwordHash: await passwordHash })
  const refsOf = (hosting: Refs['hosting']): Refs => ({
    customerId: ids.id,
    hosting,
    passwordLinkId: ids.linkId,
  })
  try {
    if (!provisioning)
      return {
        made: await withoutHosting(ctx, await parts(), refsOf(null), { claim, sale }),
        runsHere: false,
      }
    const { email, fullName, companyName } = person
    const done = await provision(ctx, {
      customer: { id: ids.id, email, fullName, companyName: companyName || null },
      wanted: provisioning,
      fieldPrefix: 'provisioning.',
      beside: parts,
      refs: { schema: refs, of: refsOf },
      ...(claim ? { claim } : {}),
      ...(sale ? { also: sale.book } : {}),
    })
    return 'replayed' in done
      ? { made: done.replayed, runsHere: false }
      : { made: withSale(refsOf(done.started), sale), runsHere: done.runsHere }
  } catch (error) {
    throw asEmailTaken(error, person.email)
  }
}

const withSale = (made: Refs, sale: CustomerSale | undefined): Refs =>
  sale ? { ...made, subscription: sale.refs() } : made

function newCustomerParts(
  ctx: Context,
  { companyName, ...person }: Onboarding['person'],
  ids: { id: string; userId: string; linkId: string | null; passwordHash: string | null },
): Map<string, SQL> {
  const { id, userId, linkId, passwordHash } = ids
  const at = ctx.clock.now()
  return new Map([
    ...customerParts(ctx, { ...person, id, userId, companyName: companyName || null, passwordHash, at }),
    ...(linkId ? passwordLinkParts(ctx, { linkId, userId, customerId: id, at }) : []),
  ])
}

async function withoutHosting(
  ctx: Context,
  parts: Map<string, SQL>,
  made: Refs,
  { claim, sale }: { claim: Claim | undefined; sale: CustomerSale | undefined },
): Promise<Refs> {
  const { clock, database, idempotency } = ctx
  const one = sql`(select 1) one`
  const key = claim?.(made, one) ?? (idempotency && bindKey({ request: idempotency, clock }, made, one))
  const guard: [string, SQL][] = key
    ? [
        ['key', key],
        ['guard', sql`select 1 from key`],
      ]
    : [['guard', sql`select 1`]]
  const write = async (db: Queryable) => {
    const all = new Map([...guard, ...parts])
    const [row] = await runStatement(db, all, sql`select exists (select 1 from guard) as written`)
    return row?.written === true
  }
  const isWritten = sale
    ? await database.db.transaction(async (tx) => {
        const isNew = await write(tx)
        if (isNew) await sale.book(tx, made)
        return isNew
      })
    : await write(database.db)
  if (isWritten) return withSale(made, sale)
  const replayed = await recall(database.db, { request: idempotency, refs, clock })
  if (!replayed) throw new Error('A customer was neither written nor replayed.')
  return replayed
}

async function answer(ctx: Context, made: Refs, runsHere: boolean): Promise<Sale> {
  const { db } = ctx.database
  const link = () => (made.passwordLinkId ? readPasswordLink(ctx, made.passwordLinkId) : null)
  const sold = async () => (made.subscription ? presentCommitted(ctx, made.subscription) : {})
  if (!made.hosting)
    return {
      customer: await readCustomer(db, made.customerId),
      hosting: null,
      passwordLink: await link(),
      ...(await sold()),
    }
  const { operationId } = made.hosting
  const { customer, ...hosting } = await waitForOperation(ctx, operationId, {
    waitMs: ctx.waitMs,
    runsHere,
    read: () => readOnboarded(db, operationId),
    progressOf: ({ operation }) => operation,
  })
  return {
    customer,
    hosting: { ...hosting, message: onboardingMessage(hosting) },
    passwordLink: await link(),
    ...(await sold()),
  }
}

/** Returns customer, account and operation, read by one statement. */
async function readOnboarded(
  db: Db,
  operationId: string,
): Promise<AccountAndOperation & { customer: Customer }> {
  const [row] = await db
    .select({ ...accountAndOperationColumns, ...customerColumns })
    .from(operations)
    .innerJoin(hostingAccounts, eq(hostingAccounts.id, operations.subjectId))
    .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
    .innerJoin(customers, eq(customers.id, hostingAccounts.customerId))
    .where(eq(operations.id, operationId))
  if (!row) throw operationNotFound()
  return { ...presentAccountAndOperation(row), customer: presentCustomer(row) }
}
