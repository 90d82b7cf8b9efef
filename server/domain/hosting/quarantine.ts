import { and, asc, eq } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { mayHaveWorked } from '#server/work/index.ts'
import { attempts, operations } from '#server/work/table.ts'
import type { Domain } from '../context.ts'
import type { HostingWork } from './steps/hosting-work.ts'

/**
 * Returns the time until which an abandoned row must hold its slot and names. After an attempt of unknown
 * outcome an absence is never final, because a panel may commit long after the timeout. Null: no account can
 * appear.
 * @param found an account of ours existed: if no attempt returned, one of the unknown attempts created it
 */
export function quarantineEnd(
  { pastCreates, domain }: Pick<HostingWork, 'pastCreates' | 'domain'>,
  found: boolean,
): Date | null {
  const unknown = pastCreates.filter(({ outcome }) => outcome !== 'succeeded')
  const last = unknown.at(-1)
  const explained = found && unknown.length === pastCreates.length ? 1 : 0
  if (!last || unknown.length === explained) return null
  const end = new Date(last.startedAt.getTime() + domain.engine.quarantineMs)
  return end > domain.clock.now() ? end : null
}

/** The same for an account that existed and is gone, outside of any operation. */
export async function quarantineEndOf(
  db: Queryable,
  domain: Domain,
  accountId: string,
): Promise<Date | null> {
  const pastCreates = await db
    .select({
      id: attempts.id,
      startedAt: attempts.startedAt,
      endedAt: attempts.endedAt,
      outcome: attempts.outcome,
    })
    .from(attempts)
    .innerJoin(operations, eq(operations.id, attempts.operationId))
    .where(and(eq(operations.subjectId, accountId), eq(operations.kind, 'create'), mayHaveWorked))
    .orderBy(asc(attempts.startedAt))
  return quarantineEnd({ pastCreates, domain }, true)
}
