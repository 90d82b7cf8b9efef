import Big from 'big.js'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import { agingBuckets } from '#contracts/reports/schemas.ts'
import { daysBetween, localDate } from '#server/platform/calendar/index.ts'
import { RandomHistory } from '#testing/billing/random-history.ts'
import { insertCompany, insertVat } from '#testing/billing/steps.ts'
import { sampleOf } from '#testing/ci-sample.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { checkBooks } from '../billing/books/index.ts'
import { documentLines, documents, documentTaxes } from '../tables/documents.ts'
import { postings } from '../tables/ledger.ts'
import { allocations, payments, refunds } from '../tables/payments.ts'
import { prices } from '../tables/products.ts'
import { subscriptionItems, subscriptions } from '../tables/subscriptions.ts'
import { readAging, readBillingOverview, readMrr, readRevenue, readTax } from './index.ts'

/** Sums by a name, in plain code: the model that the SQL of the reports is compared with. */
class Sums {
  readonly #sums = new Map<string, bigint>()
  add(name: string, amount: bigint): void {
    this.#sums.set(name, (this.#sums.get(name) ?? 0n) + amount)
  }
  /** Without zeros, sorted. */
  get list(): string[] {
    return [...this.#sums].flatMap(([name, sum]) => (sum === 0n ? [] : [`${name}: ${sum}`])).toSorted()
  }
}

const listed = (rows: readonly (readonly [string, MoneyJson])[]): string[] => {
  const sums = new Sums()
  for (const [name, { amount, currency }] of rows) sums.add(`${currency} ${name}`, BigInt(amount))
  return sums.list
}

const range = { from: '2026-04-10', to: '2026-10-20' }
const isIn = (date: string) => date >= range.from && date <= range.to

/** The finalized documents, with 1 or -1: a credit note takes back. */
async function finalized({ database: { db } }: TestDomain) {
  const rows = await db.select().from(documents)
  return rows
    .filter(({ status }) => status !== 'draft')
    .map((row) => ({ ...row, sign: row.kind === 'invoice' ? 1n : -1n }))
}

async function expectRevenue(test: TestDomain): Promise<void> {
  const { db } = test.database
  const byId = new Map((await finalized(test)).map((row) => [row.id, row]))
  const ofLines = new Sums()
  const ofMonths = new Sums()
  for (const line of await db.select().from(documentLines)) {
    const document = byId.get(line.documentId)
    if (!document || !isIn(document.issuedOn)) continue
    ofLines.add(`${document.currency} ${line.productId}`, line.net * document.sign)
    ofMonths.add(`${document.currency} ${document.issuedOn.slice(0, 7)}`, line.net * document.sign)
  }
  const ofPostings = new Sums()
  for (const posting of await db.select().from(postings))
    if (posting.account === 'revenue' && isIn(posting.bookedOn))
      ofPostings.add(`${posting.currency} ${posting.productId}`, -posting.amount)
  const { items } = await readRevenue(test.ctx, range)
  const reported = listed(
    items.flatMap(({ products }) =>
      products.map(({ product, amount }) => [String(product?.id ?? null), amount] as const),
    ),
  )
  expect(reported).toEqual(ofLines.list)
  expect(reported).toEqual(ofPostings.list)
  expect(
    listed(items.flatMap(({ months }) => months.map(({ month, amount }) => [month, amount] as const))),
  ).toEqual(ofMonths.list)
  for (const { total, currency, products, months } of items) {
    const sum = (list: readonly { amount: MoneyJson }[]) =>
      list.reduce((all, { amount }) => all + BigInt(amount.amount), 0n)
    expect([sum(products), sum(months)]).toEqual([BigInt(total.amount), BigInt(total.amount)])
    expect((await readRevenue(test.ctx, { ...range, currency })).items).toHaveLength(1)
  }
}

async function expectTax(test: TestDomain): Promise<void> {
  const { db } = test.database
  const byId = new Map((await finalized(test)).map((row) => [row.id, row]))
  const taxes = new Sums()
  const bases = new Sums()
  for (const tax of await db.select().from(documentTaxes)) {
    const document = byId.get(tax.documentId)
    if (!document || !isIn(document.issuedOn)) continue
    const name = `${document.currency} ${tax.country} ${tax.treatment} ${tax.ratePpm}`
    taxes.add(name, tax.amount * document.sign)
    bases.add(name, tax.base * document.sign)
  }
  const ofPostings = new Sums()
  for (const posting of await db.select().from(postings))
    if (posting.account === 'tax' && isIn(posting.bookedOn)) ofPostings.add(posting.currency, -posting.amount)
  const { items } = await readTax(test.ctx, range)
  const rates = items.flatMap((item) => item.rates)
  const nameOf = (rate: (typeof rates)[number]) => `${rate.country} ${rate.treatment} ${rate.ratePpm}`
  expect(listed(rates.map((rate) => [nameOf(rate), rate.tax] as const))).toEqual(taxes.list)
  expect(listed(rates.map((rate) => [nameOf(rate), rate.base] as const))).toEqual(bases.list)
  expect(listed(items.map(({ tax }) => ['', tax] as const)).map((text) => text.replace(' :', ':'))).toEqual(
    ofPostings.list,
  )
}

async function expectAging(test: TestDomain, today: string): Promise<void> {
  const { db } = test.database
  const paid = new Sums()
  const byInvoice = new Map<string, bigint>()
  for (const { documentId, amount } of await db.select().from(allocations))
    byInvoice.set(documentId, (byInvoice.get(documentId) ?? 0n) + amount)
  for (const invoice of await finalized(test)) {
    if (invoice.status !== 'open' || invoice.dueOn === null) continue
    const late = daysBetween(localDate(invoice.dueOn), localDate(today))
    const bucket = late <= 0 ? 0 : Math.min(4, 1 + Math.floor((late - 1) / 30))
    paid.add(`${invoice.currency} ${agingBuckets[bucket]}`, invoice.total - (byInvoice.get(invoice.id) ?? 0n))
  }
  const receivable = new Sums()
  for (const posting of await db.select().from(postings))
    if (posting.account === 'receivable') receivable.add(`${posting.currency} `, posting.amount)
  const { asOf, items } = await readAging(test.ctx, {})
  expect(asOf).toBe(today)
  expect(
    listed(items.flatMap(({ buckets }) => buckets.map((each) => [each.bucket, each.amount] as const))),
  ).toEqual(paid.list)
  expect(listed(items.map(({ total }) => ['', total] as const))).toEqual(receivable.list)
}

async function expectOverview(test: TestDomain): Promise<void> {
  const { db } = test.database
  const collected = new Sums()
  const add = (sign: bigint, date: string | null, row: { amount: bigint; currency: string }) => {
    if (date !== null) collected.add(`${row.currency} ${date.slice(0, 7)}`, sign * row.amount)
  }
  for (const payment of await db.select().from(payments)) {
    add(1n, payment.receivedOn, payment)
    add(-1n, payment.reversedOn, payment)
  }
  for (const refund of await db.select().from(refunds)) add(-1n, refund.refundedOn, refund)
  const { items, asOf } = await readBillingOverview(test.ctx)
  const months = items.flatMap((item) => item.months)
  expect(listed(months.map(({ month, collected: sum }) => [month, sum] as const))).toEqual(collected.list)
  const revenue = await readRevenue(test.ctx, { from: `${months[0]?.month}-01`, to: asOf })
  expect(listed(months.map((each) => [each.month, each.revenue] as const))).toEqual(
    listed(revenue.items.flatMap((item) => item.months.map((each) => [each.month, each.amount] as const))),
  )
  const mrr = await readMrr(test.ctx, { from: `${months[0]?.month}-01`, to: asOf })
  expect(listed(months.map((each) => [each.month, each.mrr] as const))).toEqual(
    listed(mrr.items.flatMap((item) => item.months.map((each) => [each.month, each.end] as const))),
  )
  const aging = await readAging(test.ctx, {})
  expect(listed(items.map(({ overdue }) => ['', overdue.amount] as const))).toEqual(
    listed(aging.items.map(({ overdue }) => ['', overdue] as const)),
  )
}

const monthsIn = { day: [12, 365], week: [84, 365], month: [1, 1], year: [12, 1], once: [1, 1] } as const

/** MRR of each subscription as its rows are today: no dates of the past are read. */
async function snapshot({ database: { db } }: TestDomain, today: string): Promise<Map<string, bigint>> {
  Big.DP = 40
  const mrr = new Map<string, bigint>()
  const rows = await db
    .select()
    .from(subscriptionItems)
    .innerJoin(subscriptions, eq(subscriptions.id, subscriptionItems.subscriptionId))
    .innerJoin(prices, eq(prices.id, subscriptionItems.priceId))
  for (const { subscriptions: one, subscription_items: item, prices: price } of rows) {
    const isCounted =
      one.status === 'active' &&
      one.startOn <= today &&
      (one.trialEndsOn ?? today) <= today &&
      (one.cancelOn === null || one.cancelOn > today) &&
      item.fromOn <= today &&
      (item.untilOn === null || item.untilOn > today)
    if (!isCounted) continue
    const [numerator, denominator] = monthsIn[price.intervalUnit]
    const exact = new Big(price.amount.toString()).times(item.quantity).times(denominator)
    const monthly = exact.div(numerator * price.intervalCount).round(0, Big.roundHalfUp)
    const name = `${one.currency} ${one.id}`
    mrr.set(name, (mrr.get(name) ?? 0n) + BigInt(monthly.toFixed(0)))
  }
  return mrr
}

/** The movements from one snapshot to the next. @param seen every subscription that ever had MRR */
function moved(
  month: string,
  before: ReadonlyMap<string, bigint>,
  now: ReadonlyMap<string, bigint>,
  seen: Set<string>,
): [string, bigint][] {
  return [...new Set([...before.keys(), ...now.keys()])].map((name) => {
    const [was, is] = [before.get(name) ?? 0n, now.get(name) ?? 0n]
    const kind =
      was === 0n
        ? seen.has(name)
          ? 'reactivation'
          : 'new'
        : is === 0n
          ? 'churn'
          : is > was
            ? 'expansion'
            : 'contraction'
    if (is > 0n) seen.add(name)
    return [`${name.slice(0, 3)} ${month} ${kind}`, is - was]
  })
}

const monthEnds = [
  '2026-03-31',
  '2026-04-30',
  '2026-05-31',
  '2026-06-30',
  '2026-07-31',
  '2026-08-31',
  '2026-09-30',
  '2026-10-31',
]

describeDomain('Reports of random histories', (open) => {
  it.each(sampleOf([1, 2, 3]))('equal the ledger and a model, seed %i', {
    timeout: 240_000,
  }, async (seed) => {
    const test = open()
    await insertCompany(test.database.db, { catchUpPeriods: 12 })
    await insertVat(test.database.db)
    const history = new RandomHistory(test, seed, '2026-03-01')
    await history.begin()
    const seen = new Set<string>()
    const movements = new Sums()
    let before = new Map<string, bigint>()
    for (const end of monthEnds) {
      await history.liveUntil(localDate(end))
      const now = await snapshot(test, end)
      for (const [name, amount] of moved(end.slice(0, 7), before, now, seen)) movements.add(name, amount)
      before = now
    }
    expect(history.written).toBeGreaterThan(40)
    expect(await checkBooks(test.database.db)).toEqual([])

    await expectRevenue(test)
    await expectTax(test)
    await expectAging(test, history.today)
    await expectOverview(test)

    const { items } = await readMrr(test.ctx, { from: '2026-03-01', to: '2026-10-31' })
    const kinds = ['new', 'expansion', 'contraction', 'churn', 'reactivation'] as const
    const reported = items.flatMap(({ months }) =>
      months.flatMap((month) => kinds.map((kind) => [`${month.month} ${kind}`, month[kind]] as const)),
    )
    expect(listed(reported)).toEqual(movements.list)
    const ends = new Sums()
    for (const [name, amount] of before) ends.add(`${name.slice(0, 3)} `, amount)
    expect(listed(items.map(({ end }) => ['', end] as const))).toEqual(ends.list)
  })
})
