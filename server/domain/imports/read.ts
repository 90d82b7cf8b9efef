import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type {
  ImportColumn,
  ImportDetails,
  ImportProblem,
  ImportQuery,
  ImportRow,
  ImportRowQuery,
  ImportSummary,
} from '#contracts/imports/schemas.ts'
import { type Db, rowsOf } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { SealError } from '#server/platform/secrets/index.ts'
import { operations } from '#server/work/table.ts'
import type { Context } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'
import { errorText, presentProgress, waitsForServer } from '../long-work/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { importRows, imports } from '../tables/imports.ts'
import { servers } from '../tables/servers.ts'
import { findImport, handledOf, type ImportRecord, mayHavePasswords, noCounts, openCells } from './store.ts'

const samplesKept = 3
const sampleLength = 100
/** Rows in which the samples of the columns are searched. */
const sampledRows = 20
const mostProblems = 50

function presentSummary(row: ImportRecord): ImportSummary {
  const { rowsPerSecond } = row
  const counts = { ...noCounts, ...row.counts }
  const handled = row.status === 'checking' ? counts.total - counts.pending : handledOf(counts)
  const isWorking = row.status === 'checking' || row.status === 'running'
  const rate = isWorking ? rowsPerSecond : null
  return {
    id: row.id,
    status: row.status,
    fileName: row.fileName,
    fromServerId: row.fromServerId,
    counts,
    progress: presentProgress({ handled, total: counts.total, rowsPerSecond: rate }),
    pausedBecause: row.pausedBecause,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}

/** Lists imports, newest first. */
export async function listImports(
  ctx: Context,
  { limit, cursor }: ImportQuery,
): Promise<{ items: ImportSummary[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : decodeCursor(cursor, 'imports')
  const rows = await ctx.database.db
    .select()
    .from(imports)
    .where(
      and(
        isNotNull(imports.uploadedAt),
        after === null
          ? undefined
          : sql`(${imports.createdAt}, ${imports.id}) < (${after.sortKey}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(imports.createdAt), desc(imports.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(presentSummary),
    nextCursor:
      rows.length > limit && last ? encodeCursor('imports', last.createdAt.toISOString(), last.id) : null,
  }
}

/** @throws {Refusal} not-found */
export async function getImport(ctx: Context, { id }: ById): Promise<ImportDetails> {
  const { db } = ctx.database
  const row = await findImport(db, id)
  const { encoding, separator, preset, defaults } = row
  return {
    ...presentSummary(row),
    encoding,
    separator,
    preset,
    defaults,
    columns: await readColumns(ctx, row),
    problems: await readProblems(db, id),
    secretsErasedAt: row.secretsErasedAt?.toISOString() ?? null,
    credentials: {
      waiting: await countCredentials(db, id),
      downloadedAt: row.credentialsDownloadedAt?.toISOString() ?? null,
      downloadedBy: row.credentialsDownloadedBy,
    },
  }
}

/** The columns with their first values, except those of passwords. */
async function readColumns(
  { database, keyring }: Context,
  { id, columns }: ImportRecord,
): Promise<ImportColumn[]> {
  const rows = await database.db
    .select({ number: importRows.number, cellsSealed: importRows.cellsSealed })
    .from(importRows)
    .where(and(eq(importRows.importId, id), isNotNull(importRows.cellsSealed)))
    .orderBy(asc(importRows.number))
    .limit(sampledRows)
  const cells = rows.flatMap(({ number, cellsSealed }) => {
    try {
      return cellsSealed === null ? [] : [openCells(keyring, id, number, cellsSealed)]
    } catch (error) {
      if (error instanceof SealError) return []
      throw error
    }
  })
  return columns.map(({ name, mappedTo }, index) => {
    const samples = mayHavePasswords({ name, mappedTo })
      ? []
      : cells
          .map((row) => (row[index] ?? '').trim().slice(0, sampleLength))
          .filter((value) => value !== '')
          .slice(0, samplesKept)
    return { name, mappedTo, samples, sample: samples[0] ?? '' }
  })
}

async function readProblems(db: Db, importId: string): Promise<ImportProblem[]> {
  const found = await db.execute(sql`
    select error ->> 'field' as field, error ->> 'code' as code, min(error ->> 'message') as message,
      count(*)::int as rows, min(number)::int as first_row
    from ${importRows}, jsonb_array_elements(${importRows.errors}) as error
    where import_id = ${importId}::uuid and state in ('invalid', 'failed')
    group by 1, 2 order by 4 desc, 5 limit ${mostProblems}`)
  return rowsOf(found).map(({ field, code, message, rows, first_row }) => ({
    field: String(field),
    code: String(code),
    message: String(message),
    rows: Number(rows),
    firstRow: Number(first_row),
  }))
}

async function countCredentials(db: Db, importId: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(importRows)
    .where(
      and(
        eq(importRows.importId, importId),
        inArray(importRows.state, ['running', 'done', 'failed']),
        sql`(${importRows.credentialsSealed} is not null or ${importRows.linkId} is not null)`,
      ),
    )
  return row?.count ?? 0
}

/** Lists the rows of an import by number. @throws {Refusal} not-found, invalid-body */
export async function listImportRows(
  ctx: Context,
  { id, state, code, limit, cursor }: ImportRowQuery & ById,
): Promise<{ items: ImportRow[]; nextCursor: string | null }> {
  const { db } = ctx.database
  await findImport(db, id)
  const after = cursor === undefined ? null : readRowCursor(cursor)
  const rows = await db
    .select({
      row: importRows,
      serverName: servers.name,
      waits: sql<
        ImportRow['errors'] | null
      >`case when ${importRows.state} = 'running' and ${waitsForServer} then
        jsonb_build_array(jsonb_build_object('field', '', 'code', op.error ->> 'code', 'message', ${errorText})) end`,
    })
    .from(importRows)
    .leftJoin(sql`${operations} op`, sql`op.id = ${importRows.operationId}`)
    .leftJoin(hostingAccounts, eq(hostingAccounts.id, importRows.accountId))
    .leftJoin(servers, sql`${servers.id} = coalesce(${importRows.serverId}, ${hostingAccounts.serverId})`)
    .where(
      and(
        eq(importRows.importId, id),
        state === undefined ? undefined : eq(importRows.state, state),
        code === undefined ? undefined : sql`${importRows.errors} @> ${JSON.stringify([{ code }])}::jsonb`,
        after === null ? undefined : sql`${importRows.number} > ${after}`,
      ),
    )
    .orderBy(asc(importRows.number))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(({ row, serverName, waits }) => ({
      number: row.number,
      state: row.state,
      email: row.email,
      fullName: row.fullName,
      username: row.username,
      serverName,
      customerId: row.customerId,
      accountId: row.accountId,
      operationId: row.operationId,
      errors: (waits ?? row.errors).map(({ field, code: errorCode, message }) => ({
        field,
        code: errorCode,
        message,
      })),
    })),
    nextCursor: rows.length > limit && last ? String(last.row.number) : null,
  }
}

function readRowCursor(cursor: string): number {
  if (/^\d{1,7}$/.test(cursor)) return Number(cursor)
  throw fieldRefusal(
    'invalid-body',
    'cursor',
    'invalid',
    'cursor was not issued by this list. Omit it to start at the first page.',
  )
}
