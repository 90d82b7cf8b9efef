import { version } from '#server/platform/product/index.ts'
import { BackupError } from './backup-error.ts'
import { readMigrations, readSequences, readTables } from './catalog.ts'
import { type BackupHeader, type BackupSummary, formatVersion, leftOut, type TableSum } from './format.ts'
import { readRows } from './read-rows.ts'
import { TableHash } from './row-hash.ts'
import { inTransaction, type Session } from './session.ts'

export interface DumpOptions {
  readonly databaseKind: BackupHeader['databaseKind']
  readonly createdAt: Date
}

/**
 * Yields the lines of a backup as text, from one snapshot. Memory holds one batch of rows.
 * @param onEnd gets the summary, after the last line
 */
export async function* dump(
  session: Session,
  options: DumpOptions,
  onEnd: (summary: BackupSummary) => void,
): AsyncGenerator<string> {
  // A generator cannot run inside a callback, so the transaction is a pair of promises around it.
  const opened = Promise.withResolvers<void>()
  const finished = Promise.withResolvers<void>()
  const transaction = inTransaction(session, 'snapshot', () => {
    opened.resolve()
    return finished.promise
  })
  transaction.catch((error: unknown) => opened.reject(error))
  finished.promise.catch(() => {})
  try {
    await opened.promise
    yield* lines(session, options, onEnd)
    finished.resolve()
  } finally {
    // Without effect after the end above: only if reading failed or stopped early.
    finished.reject(new Error('The backup was not read to its end.'))
    await transaction.catch(() => {})
  }
}

async function* lines(
  session: Session,
  options: DumpOptions,
  onEnd: (summary: BackupSummary) => void,
): AsyncGenerator<string> {
  const header = await readHeader(session, options)
  yield `${JSON.stringify(header)}\n`
  const sums: Record<string, TableSum> = {}
  for (const table of header.tables) {
    yield `${JSON.stringify({ table: table.name })}\n`
    const hash = new TableHash()
    for await (const rows of readRows(session, table)) {
      for (const row of rows) hash.add(row)
      yield `${rows.join('\n')}\n`
    }
    sums[table.name] = hash.sum
  }
  yield `${JSON.stringify({ end: sums })}\n`
  onEnd({ ...header, sums })
}

async function readHeader(session: Session, { databaseKind, createdAt }: DumpOptions): Promise<BackupHeader> {
  const migrations = await readMigrations(session)
  if (migrations === null)
    throw new BackupError(
      'The database is empty: the application has never started on it. Nothing was backed up.',
    )
  const tables = (await readTables(session)).filter(({ name }) => !leftOut.includes(name))
  return {
    format: 'nextpanel-billing-backup',
    formatVersion,
    productVersion: version,
    createdAt: createdAt.toISOString(),
    databaseKind,
    migrations,
    installation: await readInstallation(session),
    tables,
    sequences: await readSequences(session),
  }
}

async function readInstallation(session: Session): Promise<BackupHeader['installation']> {
  const [row] = await session.query(
    'select id::text as id, epoch, key_id as "keyId" from public.installation',
  )
  if (!row) return null
  return {
    id: String(row.id),
    epoch: Number(row.epoch),
    keyId: row.keyId === null ? null : String(row.keyId),
  }
}
