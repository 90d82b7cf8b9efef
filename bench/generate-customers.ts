import pg from 'pg'
import { newId } from '#server/platform/clock/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'

const given =
  "array['Ada','Alan','Amina','Björn','Chloé','Dorothy','Emmy','Fatima','Grace','Hedy','Ingrid','João','Katherine','Łukasz','Mary','Niklaus','Olga','Priya','Søren','Zoë']"
const family = `array[${Array.from({ length: 48 }, (_, index) => `'Family${index}'`).join(',')},'Nakamura','O’Brien']`
const trades = "array['Bakery','Studio','Logistics','Garden','Media','Bikes','Travel','Law','Dental','Yoga']"

/**
 * Generates this number of customers with logins and hosting accounts by SQL alone. 3% inactive, 30% with
 * hosting, 0.05% need attention. One server has a tenth of all customers, one has 40.
 */
export async function generateCustomers(
  databaseUrl: string,
  rows: number,
): Promise<{ large: string; small: string }> {
  const [large, other, small] = [newId(), newId(), newId()]
  // Without the application's time limits.
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const run = (text: string) => client.query(text)
  await run("set maintenance_work_mem = '512MB'")
  await run('drop index customers_search')
  const indexes = rowsOf(
    await run(
      "select indexname, indexdef from pg_indexes where tablename = 'customers' and indexdef not like '%UNIQUE%'",
    ),
  )
  for (const { indexname } of indexes) await run(`drop index ${String(indexname)}`)
  for (const [id, name] of [
    [large, 'Large'],
    [other, 'Other'],
    [small, 'Small'],
  ])
    await run(`insert into servers (id, name, driver, base_url, capacity, api_key_sealed, api_secret_sealed, api_key_hash, api_key_hint, created_at, updated_at)
      values ('${id}', '${name}', 'nextpanel', 'http://${name}.example', 1000000, '', '', '${name}', '', now(), now())`)
  await run(`insert into users (id, role, email, name, is_active)
    select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'customer', 'customer' || n || '@example.com', 'x', n % 33 <> 0
    from generate_series(1, ${rows}) n`)
  // The triggers would do the same, row by row.
  await run(`do $$ begin set local session_replication_role = replica;
    insert into customers (id, user_id, email, full_name, company_name, is_active, has_hosting, needs_attention, created_at, updated_at)
    select u, u, 'customer' || n || '@example.com',
      case when n % 1000 = 7 then 'Жанна Орлова' else (${given})[1 + n * 7 % 20] || ' ' || (${family})[1 + (n * 13 + n / 50) % 50] end,
      case when n <= ${rows} / 10000 then 'Pioneer ' || n when n % 5 < 2 then (${family})[1 + n * 3 % 50] || ' ' || (${trades})[1 + n % 10] end,
      n % 33 <> 0, n % 10 < 3, n % 2000 = 11, '2020-01-01'::timestamptz + n * interval '90 seconds', now()
    from (select n, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as u from generate_series(1, ${rows}) n) numbered;
    insert into hosting_accounts (id, customer_id, server_id, username, email, marker, status, holds_slot, created_at, updated_at)
    select u, u, case when n <= 400 then '${small}'::uuid when n % 10 = 0 then '${large}'::uuid else '${other}'::uuid end,
      'user' || n, 'customer' || n || '@example.com', 'marker' || n, case when n % 2000 = 11 then 'failed' else 'active' end, true, now(), now()
    from (select n, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as u from generate_series(1, ${rows}) n
      where n % 10 < 3 and (n > 400 or n <= 133)) numbered;
    end $$`)
  for (const { indexdef } of indexes) await run(String(indexdef))
  await run('create index customers_search on customers using gin (search gin_trgm_ops)')
  await run('vacuum analyze customers, hosting_accounts, users')
  await client.end()
  return { large, small }
}
