import { and, asc, eq, inArray, isNull, lt, lte, sql } from 'drizzle-orm'
import type { PanelClient } from '#panels/kit/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import type { Domain } from '#server/domain/context.ts'
import { gateIsOpen, leftSomething, note } from '#server/domain/operations/index.ts'
import { connectServer } from '#server/domain/servers/index.ts'
import { customers } from '#server/domain/tables/customers.ts'
import { hostingAccounts } from '#server/domain/tables/hosting-accounts.ts'
import { attempts, operations } from './tables.ts'
import { servers } from '#server/domain/tables/servers.ts'
import { newReach, observed } from '#server/domain/hosting/steps/server-contact.ts'
import type { Work } from './work.ts'

/**
 * Takes an operation that is due, or one whose worker's lease ran out. Of several claimants one wins, in SQL.
 * An attempt that was started and never ended, by a worker that died, is recorded as unknown here.
 * @returns null when there is nothing to do
 */
export async function claimOperation(domain: Domain, operationId: string): Promise<Work | null> {
  const now = domain.clock.now()
  const leaseToken = newId()
  const due = and(inArray(operations.status, ['queued', 'waiting']), lte(operations.nextAttemptAt, now))
  const abandoned = and(eq(operations.status, 'running'), lt(operations.leaseUntil, now))
  const claimed = await domain.database.db.transaction(async (tx) => {
    // Data that may be a copy do nothing: another one may be at work on the same panels.
    const [place] = await tx.select({ standing: installation.standing }).from(installation)
    if (place && place.standing !== 'recognised') return null
    const taken = {
      status: 'running' as const,
      leaseToken,
      leaseUntil: new Date(now.getTime() + domain.engine.leaseMs),
      nextAttemptAt: null,
      updatedAt: now,
    }
    const mine = and(eq(operations.id, operationId), gateIsOpen)
    const [whole] = await tx.update(operations).set(taken).where(and(mine, due)).returning()
    // Still running under an old lease: whoever had it was cut off.
    const [resumed] = whole
      ? []
      : await tx
          .update(operations)
          .set({ ...taken, interruptions: sql`${operations.interruptions} + 1` })
          .where(and(mine, abandoned))
          .returning()
    const operation = whole ?? resumed
    if (!operation) return null
    const unfinished = await tx
      .update(attempts)
      .set({ outcome: 'unknown', code: 'interrupted' })
      .where(and(eq(attempts.operationId, operationId), isNull(attempts.outcome)))
      .returning({ number: attempts.number })
    for (const { number } of unfinished)
      await note(tx, operationId, now, {
        event: 'attempt.ended',
        message: `Attempt ${number} was interrupted before its outcome was known. Looking at the panel first.`,
        detail: { outcome: 'unknown' },
      })
    const [row] = await tx
      .select({
        account: hostingAccounts,
        server: servers,
        customer: { fullName: customers.fullName, companyName: customers.companyName },
      })
      .from(hostingAccounts)
      .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
      .innerJoin(customers, eq(customers.id, hostingAccounts.customerId))
      .where(eq(hostingAccounts.id, operation.accountId))
    if (!row) throw new Error(`Operation ${operationId} has no hosting account.`)
    // Creates of this account only: an unknown suspend or terminate is repeated, which does no harm.
    const perhapsMade = await tx
      .select({
        id: attempts.id,
        startedAt: attempts.startedAt,
        endedAt: attempts.endedAt,
        outcome: attempts.outcome,
      })
      .from(attempts)
      .innerJoin(operations, eq(operations.id, attempts.operationId))
      .where(and(eq(operations.accountId, operation.accountId), eq(operations.kind, 'create'), leftSomething))
      .orderBy(asc(attempts.startedAt))
    return { operation, ...row, perhapsMade, interrupted: resumed !== undefined }
  })
  if (!claimed) return null
  domain.signals.changed(operationId)
  const reach = newReach()
  let panel: PanelClient | undefined
  return {
    domain,
    leaseToken,
    ...claimed,
    reach,
    get panel() {
      panel ??= observed(connectServer(domain, claimed.server), reach)
      return panel
    },
  }
}
