import { type Column, getTableColumns, sql } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Queryable } from './types.ts'

const nameOf = (column: Column) => (column.keyAsName ? toSnakeCase(column.name) : column.name)

type Rows<Table extends PgTable> = readonly Partial<Table['$inferInsert']>[]

/** The rows as one JSON parameter, and the columns that any of them has. */
function jsonOf<Table extends PgTable>(table: Table, rows: Rows<Table>) {
  const columns: Record<string, Column> = getTableColumns(table)
  const keys = new Set(rows.flatMap((row) => Object.keys(row)))
  const named = [...keys].map((key) => {
    const column = columns[key]
    if (!column) throw new TypeError(`The table has no column "${key}".`)
    return { key, name: nameOf(column) }
  })
  const json = JSON.stringify(
    rows.map((row) => {
      const values: Record<string, unknown> = row
      return Object.fromEntries(named.map(({ key, name }) => [name, values[key] ?? null]))
    }),
    (_, value) => (typeof value === 'bigint' ? value.toString() : value),
  )
  return {
    names: named.map(({ name }) => name),
    source: sql`json_populate_recordset(null::${table}, ${json}::json) given`,
  }
}

/**
 * Inserts rows with one parameter, whatever their number: faster than a parameter for each value, and without the limit of
 * 65,535. A column that only some rows have is null in the others; a column that no row has gets its default.
 */
export async function insertRows<Table extends PgTable>(
  db: Queryable,
  table: Table,
  rows: readonly Table['$inferInsert'][],
): Promise<void> {
  if (rows.length === 0) return
  const { names, source } = jsonOf(table, rows)
  const columns = sql.join(
    names.map((name) => sql.identifier(name)),
    sql`, `,
  )
  await db.execute(sql`insert into ${table} (${columns}) select ${columns} from ${source}`)
}

/** Updates rows by their `id` with one statement. All rows have the same columns. */
export async function updateRows<Table extends PgTable>(
  db: Queryable,
  table: Table,
  rows: readonly (Partial<Table['$inferInsert']> & { readonly id: string })[],
): Promise<void> {
  if (rows.length === 0) return
  const { names, source } = jsonOf(table, rows as Rows<Table>)
  const set = sql.join(
    names
      .filter((name) => name !== 'id')
      .map((name) => sql`${sql.identifier(name)} = given.${sql.identifier(name)}`),
    sql`, `,
  )
  await db.execute(sql`update ${table} target set ${set} from ${source} where target.id = given.id`)
}
