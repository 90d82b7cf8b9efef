import { sql } from 'drizzle-orm'
import { rowsOf } from './rows.ts'
import type { Db } from './types.ts'

/** How often {@link vacuumDueTables} is called. */
export const vacuumTickMs = 15_000

/**
 * Does what the autovacuum processes of PostgreSQL do, which the embedded database does not have: it removes dead
 * rows, counts rows for the query planner, and freezes old rows before the transaction ids run out. The thresholds are
 * the defaults of PostgreSQL, except that rows are frozen earlier. A table is locked against nothing but changes of its
 * schema, but the embedded database runs one statement at a time, so other statements wait for the current table.
 * @returns the commands that ran
 */
export async function vacuumDueTables(db: Db): Promise<string[]> {
  // Counts of changes are otherwise written once per second only.
  await db.execute(sql`select pg_stat_force_next_flush()`)
  const due = await db.execute(sql`
    select format('%s %I.%I', command, nspname, relname) as command
    from (
      select n.nspname, c.relname, case
        when age(c.relfrozenxid) > 150000000 then 'vacuum (freeze, analyze)'
        when s.n_dead_tup > 50 + 0.2 * counted or s.n_ins_since_vacuum > 1000 + 0.2 * counted then 'vacuum (analyze)'
        when s.n_mod_since_analyze > 50 + 0.1 * counted then 'analyze'
      end as command
      from pg_stat_all_tables s
      join pg_class c on c.oid = s.relid
      join pg_namespace n on n.oid = c.relnamespace
      cross join lateral (select greatest(c.reltuples, 0) as counted) as rows
      where n.nspname <> 'pg_toast' and c.relpersistence = 'p'
    ) as tables
    where command is not null
    order by nspname, relname`)
  const commands = rowsOf(due).map(({ command }) => String(command))
  for (const command of commands) await db.execute(sql.raw(command))
  return commands
}
