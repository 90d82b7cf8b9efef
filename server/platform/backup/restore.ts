import { grantsFor, type Migration, migrationsIn, oldestProgramIn } from '#server/platform/database/index.ts'
import { BackupError, BadBackupError } from './backup-error.ts'
import { inPublic, quoted, readTables, readTypes } from './catalog.ts'
import type { BackupHeader, BackupSummary, BackupTable, TableSum } from './format.ts'
import type { BackupPart } from './read-backup.ts'
import { readRows } from './read-rows.ts'
import { TableHash } from './row-hash.ts'
import { inTransaction, type Session } from './session.ts'

const batchChars = 1_000_000

export interface RestoreOptions {
  /** drizzle-kit's folder. Default: that of this release. */
  readonly migrationsDir?: string
  /** The role of the application, if another role owns the tables. */
  readonly grantTo?: string | undefined
  /** Called after each table, with its rows. */
  readonly onTable?: (name: string, rows: number) => void
}

/** A backup whose header was read. */
export interface OpenedBackup {
  readonly header: BackupHeader
  /** The parts after the header. */
  readonly parts: AsyncIterator<BackupPart>
}

/** Reads the header. @throws {BackupError} also if a newer release made the backup */
export async function openBackup(
  parts: AsyncIterator<BackupPart>,
  { migrationsDir }: RestoreOptions = {},
): Promise<OpenedBackup> {
  const { value } = await parts.next()
  if (value?.kind !== 'header') throw new Error('The first part of a backup is its header.')
  refuseNewer(value.header, migrationsIn(migrationsDir))
  return { header: value.header, parts }
}

/**
 * Restores a backup into an empty database, in one transaction: all of it, or nothing.
 * The schema is made as it was, the rows are loaded and compared with the hashes of the backup, and then the migrations
 * since are applied.
 * @throws {BackupError}
 */
export async function restore(
  session: Session,
  { header, parts }: OpenedBackup,
  options: RestoreOptions = {},
): Promise<BackupSummary> {
  const known = migrationsIn(options.migrationsDir)
  return inTransaction(session, 'write', async () => {
    await refuseUsed(session)
    await makeHistory(session)
    const then = known.filter(({ folderMillis }) => header.migrations.includes(folderMillis))
    const oldest = oldestProgramIn(known)
    for (const migration of then) await migrate(session, migration, oldest)
    const sums = await load(session, header, parts, options)
    for (const migration of known.filter((each) => !then.includes(each)))
      await migrate(session, migration, oldest)
    await markAsRestored(session)
    if (options.grantTo !== undefined)
      for (const statement of grantsFor(options.grantTo)) await session.query(statement)
    return { ...header, sums }
  })
}

function refuseNewer({ migrations, productVersion }: BackupHeader, known: readonly Migration[]): void {
  const times = new Set(known.map(({ folderMillis }) => folderMillis))
  if (migrations.every((time) => times.has(time))) return
  throw new BackupError(
    `A newer or different release (${productVersion}) made this backup. Install that release, then restore. Nothing was changed.`,
  )
}

/** Any table, view or sequence: it belongs to this application, or to another one. */
async function refuseUsed(session: Session): Promise<void> {
  const [used] = await session.query(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'drizzle', 'pgboss') and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
      and not exists (select 1 from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by 1 limit 1`)
  if (used)
    throw new BackupError(
      `The database is not empty: it has ${String(used.name)}. Restore into a new, empty database. Nothing was changed.`,
    )
}

async function makeHistory(session: Session): Promise<void> {
  await session.query('create extension if not exists pg_trgm')
  await session.query('create schema if not exists drizzle')
  await session.query(
    'create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint, oldest_program bigint)',
  )
}

async function migrate(
  session: Session,
  { sql, hash, folderMillis }: Migration,
  oldest: number | null,
): Promise<void> {
  for (const statement of sql) await session.query(statement)
  await session.query(
    'insert into drizzle.__drizzle_migrations (hash, created_at, oldest_program) values ($1, $2, $3)',
    [hash, folderMillis, oldest],
  )
}

/** Loads all rows without triggers and foreign keys, then adds the foreign keys again, which checks every row. */
async function load(
  session: Session,
  header: BackupHeader,
  parts: AsyncIterator<BackupPart>,
  options: RestoreOptions,
): Promise<Readonly<Record<string, TableSum>>> {
  const tables = await readTables(session)
  const missing = header.tables.find(({ name }) => !tables.some((table) => table.name === name))
  if (missing)
    throw new BackupError(
      `The backup has the table ${missing.name}, which this release does not have. Nothing was changed.`,
    )
  const names = tables.map(({ name }) => inPublic(name))
  const foreignKeys = await dropForeignKeys(session)
  for (const name of names) await session.query(`alter table ${name} disable trigger user`)
  // Migrations also add rows. The rows of the backup replace them.
  if (names.length > 0) await session.query(`truncate ${names.join(', ')}`)
  const sums = await loadRows(session, header, parts)
  await setSequences(session, header)
  for (const table of header.tables) {
    await compare(session, table, sums)
    options.onTable?.(table.name, sums[table.name]?.rows ?? 0)
  }
  for (const name of names) await session.query(`alter table ${name} enable trigger user`)
  for (const { table, name, definition } of foreignKeys)
    await session.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`)
  return sums
}

async function dropForeignKeys(session: Session) {
  const rows = await session.query(`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`)
  const keys = rows.map(({ table, name, definition }) => ({
    table: String(table),
    name: String(name),
    definition: String(definition),
  }))
  for (const { table, name } of keys)
    await session.query(`alter table ${table} drop constraint ${quoted(name)}`)
  return keys
}

async function loadRows(
  session: Session,
  { tables }: BackupHeader,
  parts: AsyncIterator<BackupPart>,
): Promise<Readonly<Record<string, TableSum>>> {
  let insert: string | null = null
  let batch: string[] = []
  let chars = 0
  const flush = async () => {
    if (insert !== null && batch.length > 0) await session.query(insert, [`[${batch.join(',')}]`])
    batch = []
    chars = 0
  }
  for (;;) {
    const { value, done } = await parts.next()
    if (done) throw new Error('A backup ends with its sums.')
    if (value.kind === 'row') {
      batch.push(value.line)
      chars += value.line.length
      if (chars >= batchChars) await flush()
      continue
    }
    await flush()
    if (value.kind === 'table') insert = await insertInto(session, tables, value.name)
    if (value.kind === 'end') {
      // The end of the file is authenticated, too.
      await parts.next()
      return value.sums
    }
  }
}

async function insertInto(session: Session, tables: readonly BackupTable[], name: string): Promise<string> {
  const table = tables.find((each) => each.name === name)
  if (!table) throw new BadBackupError(`The backup does not describe its table ${name}. Nothing was changed.`)
  const types = await readTypes(session, name)
  const values = table.columns.map((column, index) => {
    const type = types.get(column)
    if (type === undefined)
      throw new BackupError(
        `The backup has the column ${name}.${column}, which this release does not have. Nothing was changed.`,
      )
    return `(line->>${index})::${type}`
  })
  return `insert into ${inPublic(name)} (${table.columns.map(quoted).join(', ')}) overriding system value
    select ${values.join(', ')} from json_array_elements($1::json) line`
}

async function setSequences(session: Session, { sequences }: BackupHeader): Promise<void> {
  for (const [name, value] of Object.entries(sequences))
    if (value === null) await session.query(`alter sequence ${inPublic(name)} restart`)
    else await session.query('select setval($1::regclass, $2::bigint)', [inPublic(name), value])
}

async function compare(
  session: Session,
  table: BackupTable,
  sums: Readonly<Record<string, TableSum>>,
): Promise<void> {
  const hash = new TableHash()
  for await (const lines of readRows(session, table)) for (const line of lines) hash.add(line)
  const expected = sums[table.name]
  const { rows, hash: actual } = hash.sum
  if (expected?.rows === rows && expected.hash === actual) return
  throw new BadBackupError(
    `The restored rows of ${table.name} differ from the backup: ${rows} of ${expected?.rows ?? 0} rows. Nothing was changed.`,
  )
}

/**
 * At the next start, the location never matches, so the engine is on hold until an administrator confirms the primary
 * installation. Accounts that were created since the backup have a marker of this epoch.
 */
async function markAsRestored(session: Session): Promise<void> {
  await session.query(`
    update public.installation set fingerprint = 'restored from a backup',
      restored_epoch = coalesce(restored_epoch, epoch)`)
}
