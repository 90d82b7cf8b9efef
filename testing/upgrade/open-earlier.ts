import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { inject } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import { type Db, ensureCluster, openCluster, rowsOf } from '#server/platform/database/index.ts'
import { createDatabase, dropDatabase } from '../postgres-databases.ts'

/** A database as an earlier version left it, in a new place. */
export interface EarlierDatabase {
  readonly dataDir: string
  /** Undefined for the embedded database. */
  readonly databaseUrl: string | undefined
  remove(): Promise<void>
}

/**
 * Time passed since the database was stored. The engine abandons operations after a day, and jobs are deleted after 14, so
 * the test upgrades as if no time had passed.
 */
const moveToNow = `
  do $$
  declare
    passed interval := now() - (select max(created_at) from operations);
    place record;
  begin
    for place in
      select table_schema, table_name, column_name from information_schema.columns
      where data_type = 'timestamp with time zone'
        and (table_schema, table_name) in (('public', 'operations'), ('public', 'attempts'), ('pgboss', 'job_common'))
    loop
      execute format('update %I.%I set %I = %I + $1', place.table_schema, place.table_name, place.column_name,
        place.column_name) using passed;
    end loop;
  end $$`

/** Loads `databases/<name>.sql`. */
export async function openEarlier(kind: 'embedded' | 'postgres', name: string): Promise<EarlierDatabase> {
  const rows = await readFile(join(import.meta.dirname, 'databases', `${name}.sql`), 'utf8')
  const load = [`set check_function_bodies = false; ${rows}`, moveToNow]
  const work = await mkdtemp(join(tmpdir(), 'test-upgrade-'))
  const dataDir = join(work, 'data')
  await mkdir(dataDir, { mode: 0o700 })
  const removeFolder = () => rm(work, { recursive: true, force: true })
  if (kind === 'embedded') {
    const directory = join(dataDir, 'database')
    await ensureCluster(directory)
    const lite = await openCluster(directory)
    for (const script of load) await lite.exec(script)
    await lite.close()
    return { dataDir, databaseUrl: undefined, remove: removeFolder }
  }
  const adminUrl = inject('testPostgresUrl')
  const databaseName = `upgrade_${newId().replaceAll('-', '')}`
  const databaseUrl = await createDatabase(adminUrl, databaseName)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  for (const script of load) await client.query(script)
  await client.end()
  return {
    dataDir,
    databaseUrl,
    async remove() {
      await dropDatabase(adminUrl, databaseName)
      await removeFolder()
    },
  }
}

export type Tables = Map<string, readonly string[]>

/** Returns the columns of every table of the product. */
export async function tablesOf(db: Db): Promise<Tables> {
  const found = await db.execute(sql`
    select table_name as name, array_agg(column_name::text order by column_name) as columns
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER'
    group by 1 order by 1`)
  return new Map(
    rowsOf(found).map(({ name, columns }) => [
      String(name),
      Array.isArray(columns) ? columns.map(String) : [],
    ]),
  )
}

/** Returns all rows of these tables with only these columns, as text in a fixed order. */
export async function rowsIn(db: Db, tables: Tables): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {}
  for (const [name, columns] of tables) {
    const list = sql.join(
      columns.map((column) => sql.identifier(column)),
      sql`, `,
    )
    const rows = await db.execute(
      sql`select to_jsonb(one)::text as row from (select ${list} from ${sql.identifier(name)}) one order by 1`,
    )
    found[name] = rowsOf(rows).map(({ row }) => String(row))
  }
  return found
}
