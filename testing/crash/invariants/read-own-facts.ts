import { sql } from 'drizzle-orm'
import { type Database, rowsOf } from '#server/platform/database/index.ts'
import { type OwnFacts, ownFacts } from './facts.ts'

/** Runs a query without parameters. */
export type Ask = (query: string) => Promise<Record<string, unknown>[]>

export const asking =
  ({ db }: Pick<Database, 'db'>): Ask =>
  async (query) =>
    rowsOf(await db.execute(sql.raw(query)))

// The encrypted password itself is not read. Only its existence matters.
const queries = {
  accounts:
    'select to_json(r)::text as row from (select *, password_sealed is not null as password_kept from hosting_accounts) r',
  operations: 'select to_json(r)::text as row from operations r',
  attempts: 'select to_json(r)::text as row from attempts r',
  servers:
    'select to_json(r)::text as row from (select id, name, base_url, capacity, slots_held, removed_at, paused_at, breaker from servers) r',
  sightings: `select to_json(r)::text as row from (select operation_id, event from operation_events
    where event in ('read-back.ended', 'look.ended', 'operation.adopted')) r`,
  installation: 'select to_json(r)::text as row from (select id from installation) r',
}

const parsed = (rows: Record<string, unknown>[]) => rows.map(({ row }): unknown => JSON.parse(String(row)))

/** Everything in one snapshot, unparsed, so that it can be passed between processes as JSON. */
export async function dumpOwnFacts(ask: Ask): Promise<unknown> {
  const [clock] = await ask(`select to_json(now())::text as now,
    exists (select 1 from engine_pauses where ended_at is null)::text as paused`)
  const { installation, ...lists } = queries
  const all: Record<string, unknown> = {
    readAt: JSON.parse(String(clock?.now)),
    allPaused: clock?.paused === 'true',
  }
  for (const [name, query] of Object.entries(lists)) all[name] = parsed(await ask(query))
  all.installation = parsed(await ask(installation))[0]
  return all
}

export const readOwnFacts = async (ask: Ask): Promise<OwnFacts> => ownFacts.parse(await dumpOwnFacts(ask))

/** Every row of every table as text, to search for secrets. */
export async function readAllText(ask: Ask): Promise<{ table: string; text: string }[]> {
  const tables = await ask(`select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`)
  const texts: { table: string; text: string }[] = []
  for (const { name } of tables)
    for (const { row } of await ask(`select to_json(t)::text as row from ${String(name)} t`))
      texts.push({ table: String(name), text: String(row) })
  return texts
}
