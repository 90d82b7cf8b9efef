import { and, eq, gt, ne, or } from 'drizzle-orm'
import type { OperationError } from '#contracts/operations/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Domain } from '#server/domain/context.ts'
import { mayExistOnPanel, note, noteIfHeld, troubleIsOver, wakeEngine } from '#server/domain/operations/index.ts'
import { lockServer, whyNotPlaceable } from '#server/domain/servers/index.ts'
import { hostingAccounts } from '#server/domain/tables/hosting-accounts.ts'
import { operations } from '#server/work/tables.ts'

type AccountRow = typeof hostingAccounts.$inferSelect

/**
 * What the engine does with an operation that it was woken for and may not run: it says on the timeline what holds it
 * up, or takes up again what stopped at trouble that is over.
 */
export async function whenNotClaimed(domain: Domain, operationId: string): Promise<void> {
  const [row] = await domain.database.db
    .select({ accountId: operations.accountId, status: operations.status })
    .from(operations)
    .where(eq(operations.id, operationId))
  if (!row || !['queued', 'waiting', 'needs-person'].includes(row.status)) return
  const changed = await domain.database.db.transaction(async (tx) => {
    const [account] = await tx
      .select()
      .from(hostingAccounts)
      .where(eq(hostingAccounts.id, row.accountId))
      .for('no key update')
    await tx
      .select({ id: operations.id })
      .from(operations)
      .where(eq(operations.id, operationId))
      .for('no key update')
    if (account && row.status === 'needs-person') return resume(tx, domain, operationId, account)
    return (await noteIfHeld(tx, operationId, domain.clock.now())) !== null
  })
  if (changed) domain.signals.changed(operationId)
}

async function resume(
  tx: Queryable,
  domain: Domain,
  operationId: string,
  account: AccountRow,
): Promise<boolean> {
  const [operation] = await tx
    .select({ kind: operations.kind })
    .from(operations)
    .where(and(eq(operations.id, operationId), troubleIsOver))
  if (!operation) return false
  const at = domain.clock.now()
  const obstacle = operation.kind === 'create' ? await reserveAnew(tx, account, at) : null
  await tx
    .update(operations)
    .set({
      ...(obstacle
        ? { error: obstacle }
        : { status: 'queued' as const, nextAttemptAt: at, error: null, deferrals: 0, absentLooks: 0 }),
      stoppedByTrouble: false,
      updatedAt: at,
    })
    .where(eq(operations.id, operationId))
  await note(tx, operationId, at, {
    event: obstacle ? 'operation.needs-person' : 'operation.resumed',
    message: obstacle
      ? `The server’s trouble is over, but: ${obstacle.message} ${obstacle.remedy}`
      : 'The server’s trouble is over: this goes on by itself.',
    ...(obstacle ? { detail: { code: obstacle.code } } : {}),
  })
  if (!obstacle) await wakeEngine(tx, domain, operationId)
  return true
}

/** The slot and the names that the account gave up when its creation stopped; or what stands against it. */
async function reserveAnew(tx: Queryable, account: AccountRow, at: Date): Promise<OperationError | null> {
  if (!account.holdsSlot) {
    const [instead] = await tx
      .select({ username: hostingAccounts.username })
      .from(hostingAccounts)
      .where(
        and(
          eq(hostingAccounts.customerId, account.customerId),
          hostingAccounts.holdsSlot,
          gt(hostingAccounts.createdAt, account.createdAt),
        ),
      )
      .limit(1)
    if (instead) return servedMeanwhile(instead.username)
    const server = await lockServer(tx, account.serverId)
    const refusal = server ? whyNotPlaceable(server) : null
    // An offline server is waited for, as with a retry.
    if (refusal && refusal.code !== 'server-offline')
      return { code: refusal.code, message: refusal.reason, remedy: refusal.remedy }
    const [holder] = await tx
      .select({ username: hostingAccounts.username })
      .from(hostingAccounts)
      .where(
        and(
          eq(hostingAccounts.serverId, account.serverId),
          hostingAccounts.holdsSlot,
          ne(hostingAccounts.id, account.id),
          or(eq(hostingAccounts.username, account.username), eq(hostingAccounts.email, account.email)),
        ),
      )
      .limit(1)
    if (holder) return taken(account, holder.username)
  }
  const mayExist = await mayExistOnPanel(tx, account.id)
  await tx
    .update(hostingAccounts)
    .set({ status: mayExist ? 'unknown' : 'pending', holdsSlot: true, updatedAt: at })
    .where(eq(hostingAccounts.id, account.id))
  return null
}

/** Somebody may have grown tired of waiting: one account too many is as wrong as one too few. */
const servedMeanwhile = (username: string): OperationError => ({
  code: 'another-account-meanwhile',
  message: `This customer was given the hosting account "${username}" meanwhile.`,
  remedy: 'If this one is wanted too, retry; otherwise cancel it.',
})

const taken = ({ username, email }: AccountRow, holder: string): OperationError =>
  holder === username
    ? {
        code: 'username-taken',
        message: `The username "${username}" is used by another hosting account on this server meanwhile.`,
        remedy: 'Retry with another username.',
      }
    : {
        code: 'email-taken',
        message: `The address ${email} is used by the hosting account "${holder}" on this server meanwhile.`,
        remedy: 'Provision again with a Hosting Email of its own.',
      }
