import type { PGlite } from '@electric-sql/pglite'
import type { ClientBase } from 'pg'

type Row = Readonly<Record<string, unknown>>

/** One connection of either database. */
export interface Session {
  query(text: string, values?: readonly unknown[]): Promise<readonly Row[]>
}

export const postgresSession = (client: ClientBase): Session => ({
  query: async (text, values = []) => {
    const { rows } = await client.query<Row>(text, [...values])
    return rows
  },
})

export const liteSession = (lite: Pick<PGlite, 'query'>): Session => ({
  query: async (text, values = []) => (await lite.query<Row>(text, [...values])).rows,
})

/** The same text for the same value on each database, whatever its own settings are. */
const sameText = [
  "set local timezone = 'UTC'",
  "set local datestyle = 'ISO, MDY'",
  "set local intervalstyle = 'postgres'",
  "set local bytea_output = 'hex'",
  'set local extra_float_digits = 1',
  'set local statement_timeout = 0',
  'set local idle_in_transaction_session_timeout = 0',
]

/**
 * Runs `work` in one transaction, or rolls it back.
 * @param mode `snapshot` sees one moment of the database, whatever is committed while it reads, and writes nothing
 */
export async function inTransaction<T>(
  session: Session,
  mode: 'snapshot' | 'write',
  work: () => Promise<T>,
): Promise<T> {
  await session.query(mode === 'snapshot' ? 'begin isolation level repeatable read read only' : 'begin')
  try {
    for (const setting of sameText) await session.query(setting)
    const result = await work()
    await session.query('commit')
    return result
  } catch (error) {
    // The connection may be lost. The database then rolls back.
    await session.query('rollback').catch(() => {})
    throw error
  }
}
