import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import type { TimelineNote } from './contract.ts'
import { operationEvents } from './table.ts'

/**
 * Writes lines in their order, as a part of a statement.
 * @param source one row with the operation's `id`
 * @param more `union all select id, at, event, message, detail, place …`: lines that only the statement has
 */
export const insertNotes = (source: SQL, notes: readonly TimelineNote[], more: SQL = sql``): SQL => sql`
  insert into ${operationEvents} (operation_id, at, event, message, detail)
  select id, at, event, message, detail from (
    select s.id, (n.line ->> 'at')::timestamptz, n.line ->> 'event', n.line ->> 'message', n.line -> 'detail', n.place
    from ${source} s, jsonb_array_elements(${JSON.stringify(notes)}::jsonb) with ordinality n(line, place)
    ${more}
  ) lines (id, at, event, message, detail, place)
  order by place`

export async function note(
  tx: Queryable,
  operationId: string,
  at: Date,
  entry: Omit<TimelineNote, 'at'>,
): Promise<void> {
  await tx.insert(operationEvents).values({ operationId, at, ...entry, detail: entry.detail ?? null })
}
