import pg from 'pg'
import { z } from 'zod'

const numbers = z.record(z.string(), z.coerce.number())

/** Statements of one database so far. */
export interface Statements {
  /** As the product sent them, without begin, commit and rollback. */
  readonly sent: number
  readonly begins: number
  readonly commits: number
  /** Those that triggers and foreign keys ran inside others. */
  readonly nested: number
  /** Assigned transaction numbers: one for each transaction that wrote. */
  readonly writes: number
}

export interface StatementCounter {
  read(): Promise<Statements>
  close(): Promise<void>
}

/** Uses another database of the same server, so that its own statements are not counted. */
export async function countStatements(adminUrl: string, database: string): Promise<StatementCounter> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query('create extension if not exists pg_stat_statements')
  return {
    async read() {
      const { rows } = await client.query(
        `select
           coalesce(sum(calls) filter (where toplevel and query !~* '^(begin|start|commit|rollback)'), 0) as sent,
           coalesce(sum(calls) filter (where toplevel and query ~* '^(begin|start)'), 0) as begins,
           coalesce(sum(calls) filter (where toplevel and query ~* '^commit'), 0) as commits,
           coalesce(sum(calls) filter (where not toplevel), 0) as nested,
           pg_snapshot_xmax(pg_current_snapshot())::text::bigint as writes
         from pg_stat_statements where dbid = (select oid from pg_database where datname = $1)`,
        [database],
      )
      const { sent = 0, begins = 0, commits = 0, nested = 0, writes = 0 } = numbers.parse(rows[0])
      return { sent, begins, commits, nested, writes }
    },
    close: () => client.end(),
  }
}

/**
 * The settings with which {@link countStatements} sees all statements, and commits have their normal cost.
 */
export const countingSettings = [
  'shared_preload_libraries=pg_stat_statements',
  'pg_stat_statements.track=all',
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
]
