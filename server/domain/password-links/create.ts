import { eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { PasswordLink } from '#contracts/password-links/schemas.ts'
import { type AuditEntry, auditRow, recordAudit } from '#server/platform/audit/index.ts'
import { auditEntries } from '#server/platform/audit/table.ts'
import {
  findPasswordLink,
  insertPasswordLink,
  passwordLinkPart,
  passwordLinkToken,
} from '#server/platform/auth/index.ts'
import { users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { insertFrom, type Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Call, Context, Domain } from '../context.ts'
import { customers } from '../tables/customers.ts'

const refs = z.object({ linkId: z.string() })

/**
 * Creates a link for a customer, for a first password or instead of a forgotten one. The current password
 * works until the link is used.
 * @returns the link; the same link for a repeated Idempotency-Key
 * @throws {Refusal} not-found; wrong-state for an inactive customer, or if the key is repeated after the link ended
 */
export async function createPasswordLink(ctx: Context, { id }: ById): Promise<PasswordLink> {
  const { linkId } = await ctx.database.db.transaction((tx) =>
    once(tx, { request: ctx.idempotency, refs, clock: ctx.clock }, async () => ({
      linkId: await addPasswordLink(tx, ctx, id),
    })),
  )
  return openPasswordLink(ctx, linkId)
}

/** @throws {Refusal} wrong-state if it was used, replaced or has expired */
export async function openPasswordLink(ctx: Context, id: string): Promise<PasswordLink> {
  const link = await readPasswordLink(ctx, id)
  if (!link)
    throw new Refusal(
      'wrong-state',
      'This link was used or replaced, has expired, or its customer was set to inactive. Create a new one.',
    )
  return link
}

/** Returns the link of a new customer, as parts of the statement that writes the customer. */
export function passwordLinkParts(
  ctx: Context,
  { linkId, userId, customerId, at }: { linkId: string; userId: string; customerId: string; at: Date },
): Map<string, SQL> {
  const expiresAt = new Date(at.getTime() + ctx.passwordLinkValidMs)
  const token = passwordLinkToken(ctx.keyring, linkId)
  const guard = sql`guard`
  return new Map([
    ['password_link', passwordLinkPart({ id: linkId, userId, token, expiresAt, at }, guard)],
    [
      'password_link_audit',
      insertFrom(auditEntries, auditRow(linkMade(ctx, customerId, expiresAt, at)), guard),
    ],
  ])
}

const linkMade = (call: Call, customerId: string, expiresAt: Date, at: Date): AuditEntry => ({
  at,
  actor: call.actor,
  action: 'customer.make-password-link',
  subject: { kind: 'customer', id: customerId },
  after: { expiresAt: expiresAt.toISOString() },
  requestId: call.requestId,
})

/** Runs in the caller's transaction. @returns the link's id */
async function addPasswordLink(tx: Queryable, ctx: Context, customerId: string): Promise<string> {
  const [customer] = await tx
    .select({ userId: customers.userId, isActive: users.isActive })
    .from(customers)
    .innerJoin(users, eq(users.id, customers.userId))
    .where(eq(customers.id, customerId))
    .for('update', { of: users })
  if (!customer) throw new Refusal('not-found', 'Customer not found. See the Customers page.')
  if (!customer.isActive)
    throw new Refusal(
      'wrong-state',
      'This customer is not active. No link was created. Activate the customer, then create the link.',
    )
  return insertLinkOf(tx, ctx, customer.userId, (expiresAt, at) => linkMade(ctx, customerId, expiresAt, at))
}

/** Replaces a user's link and records it, in the caller's transaction. @returns the link's id */
export async function insertLinkOf(
  tx: Queryable,
  ctx: Context,
  userId: string,
  entryOf: (expiresAt: Date, at: Date) => AuditEntry,
): Promise<string> {
  const id = newId()
  const at = ctx.clock.now()
  const expiresAt = new Date(at.getTime() + ctx.passwordLinkValidMs)
  const token = passwordLinkToken(ctx.keyring, id)
  await insertPasswordLink(tx, { id, userId, token, expiresAt, at })
  await recordAudit(tx, entryOf(expiresAt, at))
  return id
}

/** Null if it was used or replaced, has expired, or its customer is inactive. */
export async function readPasswordLink(domain: Domain, id: string): Promise<PasswordLink | null> {
  const link = await findPasswordLink(domain.database.db, { id }, domain.clock.now())
  return (
    link && {
      path: `/set-password#${passwordLinkToken(domain.keyring, id)}`,
      expiresAt: link.expiresAt.toISOString(),
    }
  )
}
