import pg from 'pg'

const uuid = (kind: string, number: string) =>
  `(lpad('${kind}', 8, '0') || '-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`

/** Months that a subscription is billed, up to the last one. */
const months = 20
export const lastDay = '2026-08-20'

/**
 * Generates invoices of 20 months by SQL alone, with lines, taxes, entries, payments and their subscriptions. 5% of the
 * invoices are open, 2% have a credit note. A tenth of the subscriptions ended, a tenth was upgraded, 3% were paused.
 */
export async function generateInvoices(databaseUrl: string, invoices: number): Promise<void> {
  const subscriptions = Math.ceil(invoices / months)
  // Without the application's time limits.
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const run = (text: string) => client.query(text)
  // The guards would check each row, and the keys are right by construction.
  await run('set session_replication_role = replica')
  await run(`insert into company_settings (legal_name, address, time_zone, currency, created_at, updated_at)
    values ('Bench', '{"line1":"","line2":"","city":"","postcode":"","region":"","country":"DE"}', 'UTC', 'EUR', now(), now())`)
  await run(`insert into products (id, name, kind, tax_category, with_hosting, created_at, updated_at)
    select ${uuid('a', 'n')}, 'Plan ' || n, 'plan', 'standard', false, now(), now() from generate_series(1, 30) n`)
  await run(`insert into prices (id, product_id, currency, amount, interval_unit, interval_count, tax_included, created_at)
    select ${uuid('b', 'n')}, ${uuid('a', 'n')}, case when n % 10 = 0 then 'USD' else 'EUR' end, 499 + n * 250,
      case when n % 3 = 0 then 'year' else 'month' end, 1, false, now() from generate_series(1, 30) n`)
  await run(`insert into customers (id, user_id, email, full_name, created_at, updated_at)
    select u, u, 'customer' || n || '@example.com', 'Customer ' || n, now(), now()
    from (select n, ${uuid('c', 'n')} as u from generate_series(1, ${subscriptions}) n) numbered`)
  await run(`create temporary table sold as
    select n, ${uuid('d', 'n')} as id, ${uuid('c', 'n')} as customer_id, 1 + n % 30 as plan,
      case when (1 + n % 30) % 10 = 0 then 'USD' else 'EUR' end as currency,
      ('2025-01-01'::date + (n % 28)) as start_on,
      case when n % 10 = 3 then ('2025-03-01'::date + (n % 500)) end as ended_on
    from generate_series(1, ${subscriptions}) n`)
  await run(`insert into subscriptions (id, customer_id, status, currency, interval_unit, interval_count, anchor_on, start_on, ended_on, created_at, updated_at)
    select id, customer_id, case when ended_on is null then 'active' else 'ended' end, currency, 'month', 1, start_on, start_on, ended_on, now(), now() from sold`)
  await run(`insert into subscription_items (id, subscription_id, product_id, price_id, quantity, description, from_on, until_on, created_at)
    select ${uuid('e', 'n')}, id, ${uuid('a', 'plan')}, ${uuid('b', 'plan')}, 1, 'Plan', start_on, case when n % 10 = 5 then start_on + 200 + n % 90 end, now() from sold
    union all
    select ${uuid('f', 'n')}, id, ${uuid('a', 'plan')}, ${uuid('b', 'plan')}, 3, 'Plan', start_on + 200 + n % 90, null, now() from sold where n % 10 = 5`)
  await run(`insert into subscription_changes (id, customer_id, subscription_id, kind, effective_on, data, plan_hash, actor, created_at)
    select gen_random_uuid(), customer_id, id, case when m = 0 then 'start' when m = 7 and n % 33 = 0 then 'pause' when m = 9 and n % 33 = 0 then 'resume' else 'renew' end,
      start_on + m * 30, '{}', 'x', '{"kind":"system","name":"System"}', now()
    from sold, generate_series(0, ${months - 1}) m order by m, n`)
  await run(`create temporary table billed as
    select row_number() over () as i, sold.*, m, (start_on + m * 30) as issued_on, (499 + plan * 250)::bigint as net,
      case when plan % 4 = 0 then 'AT' when plan % 7 = 0 then 'FR' else 'DE' end as country
    from sold, generate_series(0, ${months - 1}) m`)
  await run('alter table billed add tax bigint, add country_rate int, add open boolean')
  await run(
    `update billed set country_rate = case country when 'DE' then 190000 else 200000 end, open = i % 20 = 1`,
  )
  await run('update billed set tax = round(net * country_rate / 1000000.0)')
  await run(`insert into documents (id, kind, customer_id, status, series_number, number, currency, issued_on, due_on, seller, buyer, tax_decision, net, tax, total, amount_due, content_hash, finalized_at, created_at, updated_at)
    select ${uuid('1', 'i')}, 'invoice', customer_id, case when open then 'open' else 'paid' end, i, 'INV-' || i, currency, issued_on, issued_on + 14, '{}', '{}', '{}', net, tax, net + tax, case when open then net + tax else 0 end, 'x', now(), now(), now() from billed`)
  await run(`insert into documents (id, kind, customer_id, status, series_number, number, currency, issued_on, seller, buyer, tax_decision, net, tax, total, amount_due, unallocated, credited_document_id, content_hash, finalized_at, created_at, updated_at)
    select ${uuid('2', 'i')}, 'credit-note', customer_id, 'paid', i, 'CN-' || i, currency, issued_on + 3, '{}', '{}', '{}', net, tax, net + tax, 0, net + tax, ${uuid('1', 'i')}, 'x', now(), now(), now() from billed where i % 50 = 7`)
  for (const [kind, where] of [
    ['1', 'true'],
    ['2', 'i % 50 = 7'],
  ])
    await run(`insert into document_taxes (document_id, position, key, country, category, treatment, name, rate_ppm, base, amount)
      select ${uuid(kind ?? '', 'i')}, 0, country || '/standard/VAT/' || country_rate, country, 'standard', 'standard', 'VAT', country_rate, net, tax from billed where ${where}`)
  await entries(run, '1', { kind: 'invoice', where: 'true', on: 'issued_on' }, [
    "'receivable', null, null, null, net + tax",
    `'revenue', ${uuid('a', 'plan')}, null, null, -net`,
    "'tax', null, country || '/standard/VAT/' || country_rate, null, -tax",
  ])
  await entries(run, '2', { kind: 'credit-note', where: 'i % 50 = 7', on: 'issued_on + 3' }, [
    "'credit', null, null, null, -(net + tax)",
    `'revenue', ${uuid('a', 'plan')}, null, null, net`,
    "'tax', null, country || '/standard/VAT/' || country_rate, null, tax",
  ])
  await entries(run, '3', { kind: 'payment', where: 'not open', on: 'issued_on + 9' }, [
    "'clearing', null, null, 'bank-transfer', net + tax",
    "'credit', null, null, null, -(net + tax)",
  ])
  await entries(run, '4', { kind: 'allocation', where: 'not open', on: 'issued_on + 9' }, [
    "'credit', null, null, null, net + tax",
    "'receivable', null, null, null, -(net + tax)",
  ])
  await run('vacuum analyze')
  await client.end()
}

async function entries(
  run: (text: string) => Promise<unknown>,
  id: string,
  { kind, where, on }: { kind: string; where: string; on: string },
  lines: readonly string[],
): Promise<void> {
  await run(`insert into journal_entries (id, kind, reference, customer_id, booked_on, created_at)
    select ${uuid(id, 'i')}, '${kind}', ${uuid(id, 'i')}::text, customer_id, ${on}, now() from billed where ${where}`)
  for (const [position, line] of lines.entries())
    await run(`insert into postings (entry_id, position, customer_id, currency, booked_on, account, product_id, tax_key, method, amount)
      select ${uuid(id, 'i')}, ${position}, customer_id, currency, ${on}, ${line} from billed where ${where}`)
}
