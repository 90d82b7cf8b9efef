import { and, asc, eq } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Domain } from '../context.ts'
import { leftSomething } from '../operations/index.ts'
import { attempts, operations } from '#server/work/tables.ts'
import type { Work } from '#server/work/work.ts'

/**
 * Until when a row that is done with must hold its slot and names: absence after an attempt of unknown outcome is
 * never final, for a panel may commit it long after it stopped answering. Null: nothing can come any more.
 * @param found an account of ours was there: where no attempt was answered, one of the unknown ones made it
 */
export function quarantineEnd(
  { perhapsMade, domain }: Pick<Work, 'perhapsMade' | 'domain'>,
  found: boolean,
): Date | null {
  const unknown = perhapsMade.filter(({ outcome }) => outcome !== 'succeeded')
  const last = unknown.at(-1)
  const explained = found && unknown.length === perhapsMade.length ? 1 : 0
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
  const perhapsMade = await db
    .select({
      id: attempts.id,
      startedAt: attempts.startedAt,
      endedAt: attempts.endedAt,
      outcome: attempts.outcome,
    })
    .from(attempts)
    .innerJoin(operations, eq(operations.id, attempts.operationId))
    .where(and(eq(operations.accountId, accountId), eq(operations.kind, 'create'), leftSomething))
    .orderBy(asc(attempts.startedAt))
  return quarantineEnd({ perhapsMade, domain }, true)
}
