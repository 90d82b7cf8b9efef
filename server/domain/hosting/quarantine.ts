import { and, asc, eq } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { mayHaveWorked } from '#server/work/index.ts'
import { attempts, operations } from '#server/work/table.ts'
import type { Domain } from '../context.ts'
import type { HostingWork } from './steps/hosting-work.ts'

/**
 * Until when a row that is done with must hold its slot and names: absence after an attempt of unknown outcome is
 * never final, for a panel may commit it long after it stopped answering. Null: nothing can come any more.
 * @param found an account of ours was there: where no attempt was answered, one of the unknown ones made it
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

/** The same for an account that was there once and is gone, outside of any operation. */
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
