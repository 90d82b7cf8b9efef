import { couponId, idOf, priceIds } from './generate-company.ts'
import type { RunSql } from './place.ts'

/**
 * One monthly subscription for each of the customers 1 to `count`, whose next period is due today. 20% have a second
 * item, 3% a coupon of 10%, and 5% account credit from a payment, which their invoice uses.
 */
export async function generateRenewals(run: RunSql, count: number): Promise<void> {
  const [customer, subscription] = [idOf('20', 'n'), idOf('30', 'n')]
  const anchor = "(current_date - interval '12 months')::date"
  const due = `(${anchor} + interval '12 months')::date`
  await run(`insert into subscriptions (id, customer_id, status, currency, interval_unit, interval_count, anchor_on, start_on,
      billed_through, next_bill_on, created_at, updated_at)
    select ${subscription}, ${customer}, 'active', 'EUR', 'month', 1, ${anchor}, ${anchor}, ${due}, ${due}, now(), now()
    from generate_series(1, ${count}) n`)
  const items = (table: string, price: string, title: string, every: number) =>
    run(`insert into subscription_items (id, subscription_id, product_id, price_id, quantity, description, from_on, created_at)
      select ${idOf(table, 'n')}, ${subscription}, p.product_id, p.id, 1, '${title}', ${anchor}, now()
      from generate_series(1, ${count}) n join prices p on p.id = '${price}' where n % ${every} = 0`)
  await items('31', priceIds.plan, 'Hosting M', 1)
  await items('32', priceIds.backup, 'Backup', 5)
  await run(`insert into coupons (id, code, percent_ppm, scope, redeemed, created_at, updated_at)
    select '${couponId}', 'TEN', 100000, 'all', count(*), now(), now() from generate_series(1, ${count}) n where n % 33 = 0`)
  await run(`insert into coupon_redemptions (id, coupon_id, subscription_id, from_on, redeemed_at)
    select ${idOf('33', 'n')}, '${couponId}', ${subscription}, ${anchor}, now()
    from generate_series(1, ${count}) n where n % 33 = 0`)
  await generateCredit(run, count)
}

/** A payment of 5.00 EUR that nothing was due for. */
async function generateCredit(run: RunSql, count: number): Promise<void> {
  const some = `generate_series(1, ${count}) n where n % 20 = 7`
  const [customer, payment, entry] = [idOf('20', 'n'), idOf('40', 'n'), idOf('41', 'n')]
  await run(`insert into payments (id, customer_id, method, received_on, amount, currency, unallocated, status, recorded_by, created_at, updated_at)
    select ${payment}, ${customer}, 'bank-transfer', current_date, 500, 'EUR', 500, 'received', 'bench', now(), now() from ${some}`)
  await run(`update billing_profiles set currency = 'EUR'
    where customer_id in (select customer_id from payments) and currency is null`)
  await run(`insert into journal_entries (id, kind, reference, customer_id, booked_on, created_at)
    select ${entry}, 'payment', (${payment})::text, ${customer}, current_date, now() from ${some}`)
  await run(`insert into postings (entry_id, position, account, customer_id, method, amount, currency, booked_on)
    select ${entry}, position, account, ${customer}, case account when 'clearing' then 'bank-transfer' end, amount, 'EUR', current_date
    from (values (0, 'clearing', 500), (1, 'credit', -500)) half (position, account, amount), ${some}`)
}
