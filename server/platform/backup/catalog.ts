import type { BackupTable } from './format.ts'
import type { Session } from './session.ts'

/** Quotes a name for SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const inPublic = (name: string): string => `public.${quoted(name)}`

/** Returns the tables of the application with their columns, except generated ones, and not those of extensions. */
export async function readTables(session: Session): Promise<BackupTable[]> {
  const rows = await session.query(`
    select c.relname as name,
      (select json_agg(a.attname order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')::text as columns
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and not exists (select 1 from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname collate "C"`)
  return rows.map(({ name, columns }) => ({
    name: String(name),
    columns: JSON.parse(String(columns)) as string[],
  }))
}

/** Returns the types of a table's columns as SQL writes them. */
export async function readTypes(session: Session, table: string): Promise<ReadonlyMap<string, string>> {
  const rows = await session.query(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type from pg_attribute a
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped`,
    [inPublic(table)],
  )
  return new Map(rows.map(({ name, type }) => [String(name), String(type)]))
}

/** Returns the last value of each sequence, as text. Null: no value was taken. */
export async function readSequences(session: Session): Promise<Record<string, string | null>> {
  const rows = await session.query(
    "select sequencename as name, last_value::text as value from pg_sequences where schemaname = 'public' order by 1",
  )
  return Object.fromEntries(
    rows.map(({ name, value }) => [String(name), value === null ? null : String(value)]),
  )
}

/** Returns the applied migrations. @returns null if the database was never migrated */
export async function readMigrations(session: Session): Promise<number[] | null> {
  const [history] = await session.query(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as found",
  )
  if (history?.found !== true) return null
  const rows = await session.query(
    'select created_at::text as at from drizzle.__drizzle_migrations order by created_at',
  )
  return rows.map(({ at }) => Number(at))
}
