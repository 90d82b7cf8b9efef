import { type Column, getTableColumns, is, SQL, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgTable } from 'drizzle-orm/pg-core'
import { rowsOf } from './rows.ts'
import type { Queryable } from './types.ts'

/** A value for each column, or SQL over the columns of the source. */
export type InsertValues<Table extends PgTable> = {
  readonly [Name in keyof Table['$inferInsert']]: Table['$inferInsert'][Name] | SQL
}

const nameOf = (column: Column) => (column.keyAsName ? toSnakeCase(column.name) : column.name)

/**
 * Returns a value as a parameter with its type, because PostgreSQL cannot infer the type in a select list.
 */
const typed = (value: unknown, column: Column): SQL =>
  value === null || value === undefined
    ? sql`null::${sql.raw(column.getSQLType())}`
    : sql`${sql.param(value, column)}::${sql.raw(column.getSQLType())}`

/**
 * Returns `insert into … select … from source`: one row for each row of the source, and none if the source is
 * empty. A part for {@link runStatement}.
 */
export function insertFrom<Table extends PgTable>(
  table: Table,
  values: InsertValues<Table>,
  source: SQL,
): SQL {
  const columns: Record<string, Column> = getTableColumns(table)
  const given = Object.entries<unknown>(values).filter(([, value]) => value !== undefined)
  const pairs = given.map(([key, value]) => {
    const column = columns[key]
    if (!column) throw new TypeError(`The table has no column "${key}".`)
    return { name: sql.identifier(nameOf(column)), value: is(value, SQL) ? value : typed(value, column) }
  })
  const names = sql.join(
    pairs.map(({ name }) => name),
    sql`, `,
  )
  const selected = sql.join(
    pairs.map(({ value }) => value),
    sql`, `,
  )
  return sql`insert into ${table} (${names}) select ${selected} from ${source}`
}

/** An object that drizzle can turn into SQL, for example an update with `returning`. */
type Part = SQL | { getSQL(): SQL }

/**
 * Runs several reads and writes as one statement, `with name as (part), … select …`: one round trip and one
 * transaction. All parts see the database as it was before the statement. One part passes values to another
 * through `returning`. PostgreSQL does not run a read that no other part uses.
 * @returns the rows of `result`, by column name; parse them
 */
export async function runStatement(
  db: Queryable,
  parts: ReadonlyMap<string, Part>,
  result: SQL,
): Promise<Record<string, unknown>[]> {
  const named = [...parts].map(([name, part]) => sql`${sql.identifier(name)} as (${part.getSQL()})`)
  return rowsOf(await db.execute(sql`with ${sql.join(named, sql`, `)} ${result}`))
}
