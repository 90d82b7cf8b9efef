import { idOf, priceIds } from './generate-company.ts'
import type { RunSql } from './place.ts'

/** Invoices of each customer. */
export const invoicesEach = 10
/** Days over which the invoices are spread. */
const days = 1095

const [customer, subscription] = [idOf('20', 'c'), idOf('30', 'c')]
const [invoice, payment] = [idOf('50', 'n'), idOf('40', 'n')]
const address =
  '{"line1":"Street 1","line2":"","city":"Berlin","postcode":"10115","region":"","country":"DE"}'
const seller = `{"legalName":"Hosting GmbH","address":${address},"taxIds":[{"label":"VAT ID","value":"DE123456789"}],"email":"","phone":"","timeZone":"UTC","bankDetails":null,"footer":""}`
const buyer = `{"fullName":"Ada Nakamura","companyName":null,"email":"ada@example.com","address":${address},"taxIds":[]}`

const indexesOf = (tables: readonly string[]) => `select indexname, indexdef from pg_indexes i
  where schemaname = 'public' and tablename in (${tables.map((table) => `'${table}'`).join(', ')})
    and not exists (select from pg_constraint c where c.conname = i.indexname)`

/** Also frozen documents and the ledger are written at once: the triggers are off, and so are the keys to other tables. */
const unguarded = (text: string): string =>
  `do $$ begin set local session_replication_role = replica; ${text}; end $$`

/**
 * Invoices 1 to `count`, their lines, taxes, payments and ledger, spread over three years: 1% are drafts, 8% open, 0.3%
 * written off, the others paid. One customer has 2% of all. Every amount is 9.90 EUR and 19% VAT. The stored hash of the
 * content is not the true one.
 */
export async function generateInvoices(run: RunSql, count: number): Promise<void> {
  const customers = Math.ceil(count / invoicesEach)
  await run(`insert into subscriptions (id, customer_id, status, currency, interval_unit, interval_count, anchor_on, start_on,
      billed_through, next_bill_on, cancel_on, ended_on, created_at, updated_at)
    select ${subscription}, ${customer}, case when c % 50 = 1 then 'ended' else 'active' end, 'EUR', 'month', 1,
      current_date, current_date, (current_date + interval '1 month')::date,
      case when c % 50 <> 1 then (current_date + interval '1 month')::date end,
      case when c % 50 = 1 then current_date end, case when c % 50 = 1 then current_date end,
      now() - (${customers} - c) * interval '30 seconds', now()
    from generate_series(1, ${customers}) c`)
  await run(`insert into subscription_items (id, subscription_id, product_id, price_id, quantity, description, from_on, until_on, created_at)
    select ${idOf('31', 'c')}, ${subscription}, p.product_id, p.id, 1, 'Hosting M', current_date,
      case when c % 50 = 1 then current_date end, now()
    from generate_series(1, ${customers}) c join prices p on p.id = '${priceIds.plan}'`)
  await run(`update billing_profiles set currency = 'EUR'`)
  const tables = [
    'documents',
    'document_lines',
    'document_taxes',
    'payments',
    'allocations',
    'journal_entries',
    'postings',
  ]
  await run("set maintenance_work_mem = '256MB'")
  const indexes = await run(indexesOf(tables))
  for (const { indexname } of indexes) await run(`drop index "${String(indexname)}"`)
  await generateDocuments(run, count, customers)
  await generateMoney(run)
  for (const { indexdef } of indexes) await run(String(indexdef))
  await run('drop table bench_invoices')
  await run('vacuum analyze')
}

async function generateDocuments(run: RunSql, count: number, customers: number): Promise<void> {
  await run(`create table bench_invoices as
    select n, c, status, on_date, extract(year from on_date)::int as year,
      case when status <> 'draft' then row_number() over (partition by extract(year from on_date), status = 'draft' order by n) end as number
    from (
      select n, case when n % 50 = 3 then 1 else 1 + (n * 7919::bigint) % ${customers} end as c,
        current_date - ((${count} - n) * ${days}::bigint / ${count})::int as on_date,
        case when n % 100 = 11 then 'draft' when n % 1000 in (201, 501, 801) then 'uncollectible'
          when n % 100 in (5, 17, 29, 41, 53, 65, 77, 89) then 'open' else 'paid' end as status
      from generate_series(1, ${count}) n
    ) planned`)
  await run(
    unguarded(`insert into documents (id, kind, customer_id, status, series_year, series_number, number, currency, issued_on, due_on,
      seller, buyer, tax_decision, net, tax, total, amount_due, payment_reference, content_hash, finalized_at, created_at, updated_at)
    select ${invoice}, 'invoice', ${customer}, status, case when number is not null then year end, number,
      'INV-' || year || '-' || lpad(number::text, greatest(5, length(number::text)), '0'), 'EUR', on_date, on_date + 14,
      '${seller}', '${buyer}', '{}', 990, 188, 1178, case when status = 'paid' then 0 else 1178 end,
      'INV-' || year || '-' || lpad(number::text, greatest(5, length(number::text)), '0'),
      case when number is not null then repeat('a', 64) end, case when number is not null then on_date::timestamptz end,
      on_date, on_date from bench_invoices order by n`),
  )
  await run(`insert into number_series (kind, pattern, restarts_yearly, year, next, last_issued_on, updated_at)
    select 'invoice', 'INV-{year}-{number:5}', true, year, max(number) + 1, max(on_date), now()
    from bench_invoices where year = (select max(year) from bench_invoices) and number is not null group by year`)
  await run(
    unguarded(`insert into document_lines (id, document_id, position, subscription_id, product_id, description, quantity, unit_amount,
      period_start, period_end, amount, tax_included, tax_category, tax_key, net)
    select ${idOf('51', 'n')}, ${invoice}, 1, ${subscription}, (select product_id from prices where id = '${priceIds.plan}'),
      'Hosting M', 1, 990, on_date, on_date + 30, 990, false, 'standard', 'DE/standard/VAT/190000', 990
    from bench_invoices order by n`),
  )
  await run(
    unguarded(`insert into document_taxes (document_id, position, key, country, category, treatment, name, rate_ppm, base, amount)
    select ${invoice}, 1, 'DE/standard/VAT/190000', 'DE', 'standard', 'standard', 'VAT', 190000, 990, 188
    from bench_invoices order by n`),
  )
}

/** The ledger, and a payment for each paid invoice. */
async function generateMoney(run: RunSql): Promise<void> {
  const paid = "from bench_invoices where status = 'paid' order by n"
  const final = "from bench_invoices where status <> 'draft' order by n"
  const lost = "from bench_invoices where status = 'uncollectible' order by n"
  const allocation = idOf('42', 'n')
  await run(
    unguarded(`insert into payments (id, customer_id, method, reference, received_on, amount, currency, unallocated, status, recorded_by, created_at, updated_at)
    select ${payment}, ${customer}, case when n % 10 = 2 then 'cash' else 'bank-transfer' end,
      'Transfer ' || n, on_date, 1178, 'EUR', 0, 'received', 'bench', on_date, on_date ${paid}`),
  )
  await run(
    unguarded(`insert into allocations (id, customer_id, payment_id, document_id, amount, currency, applied_on, created_at)
    select ${allocation}, ${customer}, ${payment}, ${invoice}, 1178, 'EUR', on_date, on_date ${paid}`),
  )
  const entries: readonly (readonly [string, string, string, string])[] = [
    ['61', 'invoice', invoice, final],
    ['62', 'payment', payment, paid],
    ['63', 'allocation', allocation, paid],
    ['64', 'write-off', invoice, lost],
  ]
  for (const [table, kind, reference, from] of entries)
    await run(
      unguarded(`insert into journal_entries (id, kind, reference, customer_id, booked_on, created_at)
      select ${idOf(table, 'n')}, '${kind}', (${reference})::text, ${customer}, on_date, on_date ${from}`),
    )
  const halves: readonly (readonly [table: string, account: string, amount: number, from: string])[] = [
    ['61', 'receivable', 1178, final],
    ['61', 'revenue', -990, final],
    ['61', 'tax', -188, final],
    ['62', 'clearing', 1178, paid],
    ['62', 'credit', -1178, paid],
    ['63', 'credit', 1178, paid],
    ['63', 'receivable', -1178, paid],
    ['64', 'bad-debt', 1178, lost],
    ['64', 'receivable', -1178, lost],
  ]
  for (const [position, [table, account, amount, from]] of halves.entries())
    await run(
      unguarded(`insert into postings (entry_id, position, account, customer_id, tax_key, method, amount, currency, booked_on)
      select ${idOf(table, 'n')}, ${position}, '${account}', ${customer},
        ${account === 'tax' ? "'DE/standard/VAT/190000'" : 'null'}, ${account === 'clearing' ? "'bank-transfer'" : 'null'},
        ${amount}, 'EUR', on_date ${from}`),
    )
}
