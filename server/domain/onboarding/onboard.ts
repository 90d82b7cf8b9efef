import { eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Customer, NewCustomer, Onboarded } from '#contracts/customers/schemas.ts'
import { onboardingMessage } from '#contracts/hosting/messages.ts'
import type { AccountAndOperation } from '#contracts/hosting/schemas.ts'
import { asEmailTaken } from '#server/platform/auth/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { type Db, runStatement } from '#server/platform/database/index.ts'
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
import { provision, startedRefs } from '../hosting/index.ts'
import { passwordLinkParts, readPasswordLink } from '../password-links/index.ts'
import { hashUnknownPassword, startHash } from '../passwords/index.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'

const refs = z.object({
  customerId: z.string(),
  hosting: startedRefs.nullable(),
  passwordLinkId: z.string().nullish(),
})
type Refs = z.infer<typeof refs>

/**
 * One statement writes customer, credentials, slot, hosting account, operation and audit entries. The call
 * then waits for the panel. The customer is kept, whatever the panel does.
 * @throws {Refusal} email-taken, invalid-body (unknown server, email needed): nothing is written
 */
export async function onboardCustomer(ctx: Context, input: NewCustomer): Promise<Onboarded> {
  const { password, email, fullName, companyName } = input
  // With a link, only the customer knows the password, after setting it.
  const { hashing } =
    password === undefined
      ? { hashing: hashUnknownPassword() }
      : await startHash(ctx, { password, words: [email, fullName, companyName] })
  hashing.catch(() => undefined)
  const ids = { id: newId(), userId: newId(), linkId: input.passwordLink ? newId() : null }
  const parts = async () => newCustomerParts(ctx, input, { ...ids, passwordHash: await hashing })
  const refsOf = (hosting: Refs['hosting']): Refs => ({
    customerId: ids.id,
    hosting,
    passwordLinkId: ids.linkId,
  })
  try {
    const { made, runsHere } = input.provisioning
      ? await withHosting(ctx, { input, provisioning: input.provisioning, ids, parts, refsOf })
      : { made: await withoutHosting(ctx, await parts(), refsOf(null)), runsHere: false }
    return await answer(ctx, made, runsHere)
  } catch (error) {
    throw asEmailTaken(error, input.email)
  }
}

function newCustomerParts(
  ctx: Context,
  { email, fullName, isActive, companyName }: NewCustomer,
  ids: { id: string; userId: string; linkId: string | null; passwordHash: string },
): Map<string, SQL> {
  const { id, userId, linkId, passwordHash } = ids
  const at = ctx.clock.now()
  const who = { id, userId, email, fullName, isActive, companyName: companyName || null, passwordHash, at }
  return new Map([
    ...customerParts(ctx, who),
    ...(linkId ? passwordLinkParts(ctx, { linkId, userId, customerId: id, at }) : []),
  ])
}

async function withHosting(
  ctx: Context,
  request: {
    input: NewCustomer
    provisioning: NonNullable<NewCustomer['provisioning']>
    ids: { id: string }
    parts: () => Promise<Map<string, SQL>>
    refsOf: (hosting: Refs['hosting']) => Refs
  },
): Promise<{ made: Refs; runsHere: boolean }> {
  const { input, provisioning, ids, parts, refsOf } = request
  const { email, fullName, companyName } = input
  const done = await provision(ctx, {
    customer: { id: ids.id, email, fullName, companyName: companyName || null },
    wanted: provisioning,
    fieldPrefix: 'provisioning.',
    beside: parts,
    refs: { schema: refs, of: refsOf },
  })
  return 'replayed' in done
    ? { made: done.replayed, runsHere: false }
    : { made: refsOf(done.started), runsHere: done.runsHere }
}

async function withoutHosting(ctx: Context, parts: Map<string, SQL>, made: Refs): Promise<Refs> {
  const { clock, database, idempotency } = ctx
  const one = sql`(select 1) one`
  const guard: [string, SQL][] = idempotency
    ? [
        ['key', bindKey({ request: idempotency, clock }, made, one)],
        ['guard', sql`select 1 from key`],
      ]
    : [['guard', sql`select 1`]]
  const [row] = await runStatement(
    database.db,
    new Map([...guard, ...parts]),
    sql`select exists (select 1 from guard) as written`,
  )
  if (row?.written === true) return made
  const replayed = await recall(database.db, { request: idempotency, refs, clock })
  if (!replayed) throw new Error('A customer was neither written nor replayed.')
  return replayed
}

async function answer(ctx: Context, made: Refs, runsHere: boolean): Promise<Onboarded> {
  const { db } = ctx.database
  const link = () => (made.passwordLinkId ? readPasswordLink(ctx, made.passwordLinkId) : null)
  if (!made.hosting)
    return { customer: await readCustomer(db, made.customerId), hosting: null, passwordLink: await link() }
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
