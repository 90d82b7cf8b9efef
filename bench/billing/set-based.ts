import type { Place, RunSql } from './place.ts'

/** Parents first. */
const tables = [
  'documents',
  'charges',
  'document_lines',
  'document_taxes',
  'allocations',
  'journal_entries',
  'postings',
] as const

const kept = (table: string) => `bench_kept_${table}`

async function columnsOf(run: RunSql, table: string): Promise<string[]> {
  const rows = await run(
    `select column_name as name from information_schema.columns where table_name = '${table}' and table_schema = 'public' order by ordinal_position`,
  )
  return rows.map(({ name }) => String(name))
}

/**
 * Measures how long the database needs for the rows of the run if each table gets one statement: the same rows, indexes and
 * constraints, in one transaction, without any planning. The rows of the run are set aside and deleted for that. The
 * triggers that guard the books are off. Returns milliseconds and the number of rows.
 */
export const insertSetBased = ({ connected }: Place): Promise<{ ms: number; rows: number }> =>
  connected(async (run) => {
    let rows = 0
    for (const table of tables) {
      // The payments of the generator have entries of their own.
      const own = table === 'journal_entries' ? "where kind <> 'payment'" : ''
      const ofEntries = `where entry_id in (select id from journal_entries where kind <> 'payment')`
      await run(
        `create table ${kept(table)} as select * from ${table} ${table === 'postings' ? ofEntries : own}`,
      )
      const [counted] = await run(`select count(*) as count from ${kept(table)}`)
      rows += Number(counted?.count)
    }
    await run(
      `create table bench_kept_subscriptions as select id, next_bill_on, billed_through from subscriptions`,
    )
    const [subscriptions] = await run('select count(*) as count from bench_kept_subscriptions')
    rows += Number(subscriptions?.count)
    await run(`do $$ begin set local session_replication_role = replica;
      truncate ${tables.join(', ')} cascade;
      update subscriptions set next_bill_on = current_date, billed_through = current_date; end $$`)
    await run(`vacuum analyze subscriptions`)
    await run('checkpoint')
    const inserts: string[] = []
    for (const table of tables) {
      await run(`alter table ${table} disable trigger user`)
      const columns = (await columnsOf(run, table)).join(', ')
      inserts.push(`insert into ${table} (${columns}) select ${columns} from ${kept(table)}`)
    }
    const startedAt = performance.now()
    await run('begin')
    await run(`update subscriptions s set next_bill_on = kept.next_bill_on, billed_through = kept.billed_through, updated_at = now()
      from bench_kept_subscriptions kept where kept.id = s.id`)
    for (const insert of inserts) await run(insert)
    await run(`update billing_profiles set updated_at = now()`)
    await run('commit')
    return { ms: performance.now() - startedAt, rows }
  })
