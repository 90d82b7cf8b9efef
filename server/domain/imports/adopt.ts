import { eq, type SQL, sql } from 'drizzle-orm'
import { auditRow } from '#server/platform/audit/index.ts'
import { auditEntries } from '#server/platform/audit/table.ts'
import { asEmailTaken } from '#server/platform/auth/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { insertFrom, isUniqueViolation, runStatement } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { insertNotes, queuedOperation } from '#server/work/index.ts'
import { operations } from '#server/work/table.ts'
import { markerFor } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { customerParts } from '../customers/index.ts'
import { passwordLinkParts } from '../password-links/index.ts'
import { lockServer } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import type { ClaimRow } from './claim.ts'
import type { Task } from './plan/index.ts'

interface Login {
  readonly passwordHash: () => Promise<string | null>
  readonly withLink: boolean
}

/**
 * Links an account that exists on a panel to a customer, who is created if needed. The account was read immediately
 * before. Nothing is sent to the panel. It takes its slot even if that makes 6 of 5.
 * @throws {Refusal} account-does-not-match: the account belongs to another customer here
 */
export async function adoptForImport(
  ctx: Context,
  { person, customerId: existing, server, found, email }: Extract<Task, { hosting: 'adopt' }>,
  { claim, login }: { claim: ClaimRow; login: Login },
): Promise<void> {
  const { db } = ctx.database
  await refuseForeignMarker(ctx, found)
  const passwordHash = existing === null ? await login.passwordHash() : null
  const customerId = existing ?? newId()
  const linkId = existing === null && login.withLink ? newId() : null
  const accountId = newId()
  const operationId = newId()
  const at = ctx.clock.now()
  const guard = sql`guard`
  const start = { subject: { kind: 'hosting-account', id: accountId }, queueKey: server.id, kind: 'create' }
  const parts = new Map<string, SQL>([
    ['claim', claim({ customerId, accountId, operationId, linkId }, sql`(select 1) one`)],
    ['guard', sql`select 1 from claim`],
  ])
  if (existing === null) {
    const userId = newId()
    for (const [name, part] of customerParts(ctx, { ...person, id: customerId, userId, passwordHash, at }))
      parts.set(name, part)
    if (linkId)
      for (const [name, part] of passwordLinkParts(ctx, { linkId, userId, customerId, at }))
        parts.set(name, part)
  }
  parts.set(
    'acc',
    insertFrom(
      hostingAccounts,
      {
        id: accountId,
        customerId,
        serverId: server.id,
        username: found.username,
        email,
        packageId: null,
        marker: markerFor(ctx, accountId),
        status: found.suspended ? 'suspended' : 'active',
        holdsSlot: true,
        panelUserId: found.id,
        verified: true,
        suspendReasons: found.suspended ? ['staff'] : [],
        passwordSetByUs: false,
        createdAt: at,
        updatedAt: at,
      },
      guard,
    ),
  )
  parts.set(
    'op',
    sql`${insertFrom(
      operations,
      { ...queuedOperation(start, operationId, at), status: 'succeeded', nextAttemptAt: null, endedAt: at },
      guard,
    )} returning id`,
  )
  parts.set(
    'lines',
    insertNotes(sql`op`, [
      {
        at,
        event: 'operation.adopted',
        message: `${ctx.actor.name} adopted NextPanel User ID ${found.id} with an import. Nothing was created on ${server.name}. This application did not set its password.`,
      },
    ]),
  )
  parts.set(
    'adoption',
    insertFrom(
      auditEntries,
      auditRow({
        at,
        actor: ctx.actor,
        action: 'operation.adopt',
        subject: { kind: 'operation', id: operationId },
        after: { panelUserId: found.id, customerId, serverId: server.id, username: found.username },
        requestId: ctx.requestId,
      }),
      guard,
    ),
  )
  try {
    await db.transaction(async (tx) => {
      // A concurrent reservation on this server relies on the names that are held there.
      await lockServer(tx, server.id)
      await runStatement(tx, parts, sql`select 1 as done`)
    })
  } catch (error) {
    const emailTaken = asEmailTaken(error, person.email)
    if (emailTaken !== error) throw emailTaken
    if (!isUniqueViolation(error)) throw error
    throw new Refusal(
      'account-does-not-match',
      `Account ${found.id} on ${server.name} was just linked to another hosting account here. Nothing was changed.`,
    )
  }
}

/** The reference of an account that another row here owns. */
async function refuseForeignMarker(
  ctx: Context,
  found: { id: string; marker: string | null | undefined },
): Promise<void> {
  if (typeof found.marker !== 'string') return
  const [owner] = await ctx.database.db
    .select({ id: hostingAccounts.id, username: hostingAccounts.username })
    .from(hostingAccounts)
    .where(eq(hostingAccounts.marker, found.marker))
  if (owner)
    throw fieldRefusal(
      'account-does-not-match',
      'panelUserId',
      'account-does-not-match',
      `Account ${found.id} has the reference of the hosting account "${owner.username}" here. Resolve that one on its reconciliation.`,
    )
}
