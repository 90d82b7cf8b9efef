import { eq, isNull, sql } from 'drizzle-orm'
import { afterEach, expect, it } from 'vitest'
import { newSubscription } from '#contracts/subscriptions/schemas.ts'
import { newTaxRate } from '#contracts/taxes/schemas.ts'
import { documentsOf, insertCompany, insertPrice, insertVat } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { listAlerts } from '../alerts/index.ts'
import { createSubscription } from '../subscriptions/index.ts'
import { alerts } from '../tables/alerts.ts'
import { billingParks } from '../tables/billing-runs.ts'
import { numberSeries } from '../tables/company.ts'
import { taxRates } from '../tables/tax-rates.ts'
import { createTaxRate } from '../taxes/index.ts'
import { checkBooks } from './books/index.ts'
import { runBilling } from './index.ts'

const by = { kind: 'system', name: 'System' } as const
const dayMs = 86_400_000

const run = ({ domain }: TestDomain) => runBilling(domain, { dryRun: false }, by)

/** Three customers whose second month is due. */
async function due(test: TestDomain): Promise<string[]> {
  const { db } = test.database
  await insertCompany(db)
  const { priceId } = await insertPrice(db, 1000n)
  const ids: string[] = []
  for (let count = 0; count < 3; count += 1) {
    const customerId = await insertCustomer(db)
    await createSubscription(test.ctx, newSubscription.parse({ customerId, priceId }))
    ids.push(customerId)
  }
  test.clock.advance(31 * dayMs)
  return ids
}

/** Documents that match the condition fail with this SQL state, as the database reports trouble. */
const failing = ({ database: { db } }: TestDomain, code: string, condition: string) =>
  db.transaction(async (tx) => {
    await tx.execute(
      sql.raw(`create or replace function trouble() returns trigger language plpgsql as $$
        begin
          if ${condition} then raise exception 'trouble' using errcode = '${code}'; end if;
          return null;
        end $$`),
    )
    await tx.execute(sql`create trigger trouble after insert on documents
      referencing new table as added for each statement execute function trouble()`)
  })

const healed = ({ database: { db } }: TestDomain) =>
  db.execute(sql`drop trigger if exists trouble on documents`)

const counts = async ({ database: { db } }: TestDomain, ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await documentsOf(db, id)).length))

describeDomain('Trouble of the database during the invoice run', (open) => {
  afterEach(() => healed(open()))

  it.each([
    ['a statement timeout', '57014'],
    ['a lock that is not available', '55P03'],
    ['insufficient resources', '53000'],
    ['no memory', '53200'],
    ['an exceeded limit', '53400'],
  ])('stops no customer: %s', async (_, code) => {
    const test = open()
    const { db } = test.database
    const ids = await due(test)
    await failing(test, code, `exists (select from added where customer_id = '${ids[1]}')`)
    await expect(run(test)).rejects.toThrow()
    expect(await db.select().from(billingParks)).toEqual([])
    expect(await db.select().from(alerts)).toEqual([])
    await healed(test)
    test.clock.advance(60_000)
    await run(test)
    expect(await counts(test, ids)).toEqual([2, 2, 2])
    expect(await checkBooks(db)).toEqual([])
  })

  it('bills the customers one by one if only the statement of a batch takes too long', async () => {
    const test = open()
    const ids = await due(test)
    await failing(test, '57014', '(select count(*) from added) > 1')
    expect((await run(test)).counts).toMatchObject({ invoiced: 3, parked: 0 })
    expect(await counts(test, ids)).toEqual([2, 2, 2])
  })

  it('stops a customer whose own rows are refused', async () => {
    const test = open()
    const ids = await due(test)
    await failing(test, '23514', `exists (select from added where customer_id = '${ids[1]}')`)
    expect((await run(test)).counts).toMatchObject({ invoiced: 2, parked: 1 })
    expect(await test.database.db.select().from(billingParks)).toMatchObject([{ customerId: ids[1] }])
  })
})

/** A company with one rate, whose customers' second month is due. */
async function dueWithVat(test: TestDomain): Promise<string[]> {
  await insertVat(test.database.db)
  return due(test)
}

describeDomain('A missing tax rate', (open) => {
  it('stops customers only until staff add the rate', async () => {
    const test = open()
    const { db } = test.database
    const ids = await dueWithVat(test)
    await db.update(taxRates).set({ validUntil: '2026-03-02' })
    expect((await run(test)).counts).toMatchObject({ invoiced: 0, parked: 3 })
    expect(await db.select().from(billingParks)).toMatchObject(ids.map(() => ({ code: 'rate-missing' })))
    await createTaxRate(
      test.ctx,
      newTaxRate.parse({ country: 'DE', name: 'VAT', percent: '20', validFrom: '2026-03-02' }),
    )
    expect((await listAlerts(test.ctx)).items).toEqual([])
    expect((await run(test)).counts).toMatchObject({ invoiced: 3, parked: 0 })
    expect(await counts(test, ids)).toEqual([2, 2, 2])
  })

  it('stops customers again if the new rate is another one, and leaves those who are stopped for another reason', async () => {
    const test = open()
    const { db } = test.database
    const ids = await dueWithVat(test)
    await db.update(taxRates).set({ validUntil: '2026-03-02' })
    await run(test)
    const other = eq(billingParks.customerId, ids[0] ?? '')
    await db.update(billingParks).set({ code: 'failed' }).where(other)
    await createTaxRate(
      test.ctx,
      newTaxRate.parse({ country: 'FR', name: 'VAT', percent: '20', validFrom: '2026-03-02' }),
    )
    expect(await db.select().from(billingParks).where(isNull(billingParks.closedAt))).toMatchObject([
      { customerId: ids[0] },
    ])
    expect((await run(test)).counts).toMatchObject({ invoiced: 0, parked: 2 })
  })
})

describeDomain('An invoice run over midnight', (open) => {
  it('plans a batch again if another process gave a number of the new day', async () => {
    const test = open()
    const ids = await due(test)
    const before = new Date('2026-04-01T23:59:59.000Z').getTime() - test.clock.now().getTime()
    test.clock.advance(before)
    await test.database.db.update(numberSeries).set({ lastIssuedOn: '2026-04-02' })
    // The clock of the first batch is still before midnight.
    let reads = 0
    const clock = { now: () => new Date(test.clock.now().getTime() + (reads++ < 3 ? 0 : 2000)) }
    const done = await runBilling(test.domainWith({ clock }), { dryRun: false }, by)
    expect(done.counts).toMatchObject({ invoiced: 3, parked: 0 })
    expect(await counts(test, ids)).toEqual([2, 2, 2])
    expect(await test.database.db.select().from(alerts)).toEqual([])
  })

  it('stops if the clock was set back', async () => {
    const test = open()
    await due(test)
    await test.database.db.update(numberSeries).set({ lastIssuedOn: '2026-04-20' })
    await expect(run(test)).rejects.toMatchObject({ message: expect.stringContaining('2026-04-20') })
  })
})
