import type { AuditEntry, AuditExportQuery } from '#contracts/audit/schemas.ts'
import { type AuditFilter, recordAudit, searchAudit } from '#server/platform/audit/index.ts'
import type { Context, Domain } from '../context.ts'
import { byteOrderMark, csvLines, streamOf } from '../csv/index.ts'
import { filterOf, namesOf } from './list.ts'
import { presentAudit } from './present.ts'

const rowsAtOnce = 500

const columns: readonly (readonly [string, (entry: AuditEntry) => string | number | null])[] = [
  ['Entry', ({ id }) => id],
  ['Time', ({ at }) => at],
  ['Actor kind', ({ actor }) => actor.kind],
  ['Actor', ({ actor }) => actor.name],
  ['Action', ({ action }) => action],
  ['Subject kind', ({ subject }) => subject.kind],
  ['Subject', ({ subject }) => subject.name],
  ['Subject ID', ({ subject }) => subject.id],
  ['Before', ({ before }) => before && JSON.stringify(before)],
  ['After', ({ after }) => after && JSON.stringify(after)],
  ['Address', ({ address }) => address],
  ['Request ID', ({ requestId }) => requestId],
]

/** Streams all matching entries as CSV, newest first. The export itself is recorded before the first line. */
export async function exportAudit(
  ctx: Context,
  { separator, ...query }: AuditExportQuery,
): Promise<{ fileName: string; body: ReadableStream<Uint8Array> }> {
  const at = ctx.clock.now()
  if (ctx.actor.kind !== 'system')
    await recordAudit(ctx.database.db, {
      at,
      actor: ctx.actor,
      action: 'audit.export',
      subject: { kind: 'staff', id: ctx.actor.userId },
      after: query,
      requestId: ctx.requestId,
    })
  return {
    fileName: `audit-${at.toISOString().slice(0, 10)}.csv`,
    body: streamOf(lines(ctx, filterOf(query), separator)),
  }
}

async function* lines(
  { database: { db } }: Pick<Domain, 'database'>,
  filter: AuditFilter,
  separator: AuditExportQuery['separator'],
): AsyncGenerator<string> {
  yield byteOrderMark + csvLines([columns.map(([name]) => name)], separator)
  let before: number | undefined
  for (;;) {
    const rows = await searchAudit(db, { filter, before, limit: rowsAtOnce })
    if (rows.length === 0) return
    const names = await namesOf(db, rows)
    yield csvLines(
      rows.map((row) => {
        const entry = presentAudit(row, names.get(row.subjectId) ?? null)
        return columns.map(([, value]) => value(entry))
      }),
      separator,
    )
    before = rows.at(-1)?.id
  }
}
