import type { RunSql } from './place.ts'

/** The SQL of an id: number `n` of a table. It grows with n, as the ids of the product grow with time. */
export const idOf = (table: string, n: string): string =>
  `('${table.padStart(8, '0')}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`

export const productId = '00000010-0000-7000-8000-000000000001'
export const priceIds = {
  /** 9.90 EUR a month, net. */
  plan: '00000011-0000-7000-8000-000000000001',
  /** 3.50 EUR a month, net. */
  backup: '00000011-0000-7000-8000-000000000002',
  /** 19.90 EUR a month, net. */
  largePlan: '00000011-0000-7000-8000-000000000003',
}
export const couponId = '00000012-0000-7000-8000-000000000001'

/** A company in Germany, VAT of two countries, three monthly prices, and a coupon. */
export async function generateCompany(run: RunSql): Promise<void> {
  await run(`insert into company_settings (legal_name, address, time_zone, currency, tax_ids, created_at, updated_at)
    values ('Hosting GmbH', '{"line1":"Street 1","line2":"","city":"Berlin","postcode":"10115","region":"","country":"DE"}',
      'UTC', 'EUR', '[{"label":"VAT ID","value":"DE123456789"}]', now(), now())`)
  await run(`insert into tax_rates (id, country, category, name, rate_ppm, valid_from, created_at, updated_at)
    values (gen_random_uuid(), 'DE', 'standard', 'VAT', 190000, '2007-01-01', now(), now()),
      (gen_random_uuid(), 'AT', 'standard', 'VAT', 200000, '2007-01-01', now(), now())`)
  const backupId = '00000010-0000-7000-8000-000000000002'
  await run(`insert into products (id, name, kind, tax_category, with_hosting, created_at, updated_at)
    values ('${productId}', 'Hosting M', 'plan', 'standard', true, now(), now()),
      ('${backupId}', 'Backup', 'add-on', 'standard', false, now(), now())`)
  await run(`insert into prices (id, product_id, currency, amount, interval_unit, tax_included, created_at)
    values ('${priceIds.plan}', '${productId}', 'EUR', 990, 'month', false, now()),
      ('${priceIds.largePlan}', '${productId}', 'EUR', 1990, 'month', false, now()),
      ('${priceIds.backup}', '${backupId}', 'EUR', 350, 'month', false, now())`)
}

const given =
  "array['Ada','Alan','Amina','Björn','Chloé','Dorothy','Emmy','Fatima','Grace','Hedy','Ingrid','João']"
const family = "array['Nakamura','Jensen','Orlova','Smith','Kovács','García','Nguyen','Rossi','O’Brien']"

/**
 * Customers 1 to `count` with logins and billing profiles. 10% are consumers in Austria, 5% are companies there with a
 * checked VAT id (reverse charge). The triggers that copy the login to the customer are off: they would write the same.
 */
export async function generateCustomers(run: RunSql, count: number, salt: number): Promise<void> {
  const id = idOf('20', 'n')
  await run(`insert into users (id, role, email, name, is_active)
    select ${id}, 'customer', 'customer' || n || '@example.com', 'x', true from generate_series(1, ${count}) n`)
  await run(`do $$ begin set local session_replication_role = replica;
    insert into customers (id, user_id, email, full_name, company_name, created_at, updated_at)
    select ${id}, ${id}, 'customer' || n || '@example.com',
      (${given})[1 + (n * 7 + ${salt}) % 12] || ' ' || (${family})[1 + (n * 13 + n / 50 + ${salt}) % 9],
      case when n % 3 = 0 then (${family})[1 + n % 9] || ' ' || n || ' GmbH' end,
      now() - (${count} - n) * interval '30 seconds', now()
    from generate_series(1, ${count}) n; end $$`)
  await run(`insert into billing_profiles (customer_id, line1, city, postcode, country, tax_id, tax_id_check, created_at, updated_at)
    select ${id}, 'Street ' || n, 'City', lpad((n % 10000)::text, 5, '1'),
      case when n % 20 < 3 then 'AT' else 'DE' end,
      case when n % 20 = 0 then 'ATU' || lpad(n::text, 8, '0') end,
      case when n % 20 = 0 then jsonb_build_object('result', 'valid', 'evidence', 'bench', 'by', 'bench',
        'checkedAt', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end,
      now(), now()
    from generate_series(1, ${count}) n`)
}
