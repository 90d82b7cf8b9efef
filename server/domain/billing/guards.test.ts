import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { newId } from '#server/platform/clock/index.ts'
import type { Db } from '#server/platform/database/index.ts'
import { finalized, insertCustomer, insertDraft, lineOf } from '#testing/billing-rows.ts'
import { describeOnBothDatabases } from '#testing/database.ts'
import { billingProfiles } from '../tables/billing-profiles.ts'
import { coupons } from '../tables/coupons.ts'
import { documentLines, documents, documentTaxes } from '../tables/documents.ts'
import { journalEntries, postings } from '../tables/ledger.ts'
import { allocations, payments, refunds } from '../tables/payments.ts'
import { prices, products } from '../tables/products.ts'
import { subscriptionChanges } from '../tables/subscriptions.ts'
import { taxRates } from '../tables/tax-rates.ts'

const at = new Date('2026-03-01T08:00:00.000Z')

/** The name of the trigger or constraint that refuses `work`. */
async function refusedBy(work: Promise<unknown>): Promise<unknown> {
  let error: unknown = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  )
  while (error instanceof Error) {
    if ('constraint' in error && error.constraint) return error.constraint
    if (!error.cause) return error.message
    error = error.cause
  }
  return 'nothing'
}

async function insertPrice(db: Db): Promise<string> {
  const productId = newId()
  const id = newId()
  await db.insert(products).values({
    id: productId,
    name: 'Plan',
    kind: 'plan',
    taxCategory: 'standard',
    withHosting: true,
    createdAt: at,
    updatedAt: at,
  })
  await db.insert(prices).values({
    id,
    productId,
    currency: 'EUR',
    amount: 1000n,
    intervalUnit: 'month',
    taxIncluded: false,
    createdAt: at,
  })
  return id
}

async function insertEntry(db: Db, customerId: string, amounts: [string, bigint][]): Promise<string> {
  const entryId = newId()
  await db.transaction(async (tx) => {
    await tx.insert(journalEntries).values({
      id: entryId,
      kind: 'correction',
      reference: entryId,
      customerId,
      bookedOn: '2026-03-01',
      createdAt: at,
    })
    await tx.insert(postings).values(
      amounts.map(([currency, amount], index) => ({
        entryId,
        position: index + 1,
        account: 'credit' as const,
        customerId,
        amount,
        currency,
        bookedOn: '2026-03-01',
      })),
    )
  })
  return entryId
}

describeOnBothDatabases('The tables of billing', (open) => {
  it('keep a price, except that it can be archived', async () => {
    const { db } = open().database
    const id = await insertPrice(db)
    const mine = eq(prices.id, id)
    await db.update(prices).set({ isArchived: true }).where(mine)
    expect(await refusedBy(db.update(prices).set({ amount: 1n }).where(mine))).toBe('prices_immutable')
    expect(await refusedBy(db.update(prices).set({ currency: 'USD' }).where(mine))).toBe('prices_immutable')
    expect(await refusedBy(db.delete(prices).where(mine))).toBe('prices_immutable')
  })

  it('keep what a coupon grants, and never count above its limit', async () => {
    const { db } = open().database
    const row = { code: 'SPRING', scope: 'all', createdAt: at, updatedAt: at } as const
    const id = newId()
    await db.insert(coupons).values({ ...row, id, percentPpm: 250_000, maxRedemptions: 1 })
    const change = (set: Partial<typeof coupons.$inferInsert>) =>
      refusedBy(db.update(coupons).set(set).where(eq(coupons.id, id)))
    expect(await change({ isActive: false, redeemed: 1 })).toBe('nothing')
    expect(await change({ redeemed: 2 })).toBe('coupons_limit')
    expect(await change({ percentPpm: 500_000 })).toBe('coupons_terms_fixed')
    expect(await change({ durationPeriods: 3 })).toBe('coupons_terms_fixed')
    const same = db.insert(coupons).values({ ...row, id: newId(), code: 'spring', percentPpm: 1 })
    expect(await refusedBy(same)).toBe('coupons_code')
    const both = { ...row, id: newId(), code: 'B', percentPpm: 1, amount: 1n, currency: 'EUR' }
    expect(await refusedBy(db.insert(coupons).values(both))).toBe('coupons_value')
  })

  it('freeze a document with its lines and taxes when it gets its number', async () => {
    const { db } = open().database
    const id = await insertDraft(db, await insertCustomer(db))
    const mine = eq(documents.id, id)
    const tax = { documentId: id, key: 'DE', country: 'DE', category: 'standard', treatment: 'standard' }
    const group = { ...tax, position: 1, name: 'VAT', ratePpm: 190_000, base: 10000n, amount: 1900n }
    await db.insert(documentTaxes).values(group)
    await db.update(documents).set({ net: 10000n }).where(mine)
    await db.update(documentLines).set({ description: 'Changed' }).where(eq(documentLines.documentId, id))
    await db.update(documents).set(finalized(1)).where(mine)

    const change = (set: Partial<typeof documents.$inferInsert>) =>
      refusedBy(db.update(documents).set(set).where(mine))
    expect(await change({ net: 9000n, total: 10900n })).toBe('documents_frozen_update')
    expect(await change({ notes: ['More'] })).toBe('documents_frozen_update')
    expect(await change({ number: 'INV-2' })).toBe('documents_frozen_update')
    expect(await change({ contentHash: 'b'.repeat(64) })).toBe('documents_frozen_update')
    expect(await change({ dueOn: '2027-01-01' })).toBe('documents_frozen_update')
    expect(await change({ status: 'draft' })).toMatch(/^documents_f/)
    expect(await refusedBy(db.delete(documents).where(mine))).toBe('documents_frozen_delete')
    expect(await refusedBy(db.insert(documentLines).values(lineOf(id, 2)))).toBe(
      'document_lines_frozen_insert',
    )
    const lines = eq(documentLines.documentId, id)
    expect(await refusedBy(db.update(documentLines).set({ net: 1n }).where(lines))).toBe(
      'document_lines_frozen',
    )
    expect(await refusedBy(db.delete(documentLines).where(lines))).toBe('document_lines_frozen')
    const more = db.insert(documentTaxes).values({ ...group, position: 2, key: 'X' })
    expect(await refusedBy(more)).toBe('document_taxes_frozen_insert')
    const taxes = eq(documentTaxes.documentId, id)
    expect(await refusedBy(db.update(documentTaxes).set({ amount: 1n }).where(taxes))).toBe(
      'document_taxes_frozen',
    )
    expect(await refusedBy(db.delete(documentTaxes).where(taxes))).toBe('document_taxes_frozen')

    expect(await change({ amountDue: 11901n })).toBe('documents_total')
    expect(await change({ status: 'paid' })).toBe('documents_paid')
    expect(await change({ status: 'paid', amountDue: 0n, mailedAt: at, pdfMadeAt: at })).toBe('nothing')
    expect(await change({ status: 'void' })).toBe('nothing')
    expect(await change({ status: 'open' })).toBe('documents_frozen_update')
  })

  it('give a number to one document only, and never to a draft', async () => {
    const { db } = open().database
    const customerId = await insertCustomer(db)
    const [first, second] = [await insertDraft(db, customerId), await insertDraft(db, customerId)]
    await db.update(documents).set(finalized(1)).where(eq(documents.id, first))
    const finalize = (set: Partial<typeof documents.$inferInsert>) =>
      refusedBy(db.update(documents).set(set).where(eq(documents.id, second)))
    expect(await finalize(finalized(1))).toMatch(/^documents_(number|series)$/)
    expect(await finalize({ ...finalized(1), number: 'other' })).toBe('documents_series')
    expect(await finalize({ number: 'INV-2' })).toBe('documents_finalized')
    await db.delete(documents).where(eq(documents.id, second))
    expect(await db.$count(documentLines, eq(documentLines.documentId, second))).toBe(0)
  })

  it('refuse postings that do not sum to 0 in each currency, within one statement', async () => {
    const { db } = open().database
    const customerId = await insertCustomer(db)
    const entry = (amounts: [string, bigint][]) => refusedBy(insertEntry(db, customerId, amounts))
    expect(
      await entry([
        ['EUR', 100n],
        ['EUR', -100n],
        ['USD', 5n],
        ['USD', -5n],
      ]),
    ).toBe('nothing')
    expect(
      await entry([
        ['EUR', 100n],
        ['EUR', -99n],
      ]),
    ).toBe('postings_balanced')
    expect(
      await entry([
        ['EUR', 100n],
        ['USD', -100n],
      ]),
    ).toBe('postings_balanced')
    expect(await entry([['EUR', 100n]])).toBe('postings_balanced')
    expect(await db.$count(journalEntries)).toBe(1)
  })

  it('keep the currency of a customer once something is booked', async () => {
    const { db } = open().database
    const customerId = await insertCustomer(db)
    await db.insert(billingProfiles).values({ customerId, createdAt: at, updatedAt: at })
    const change = (currency: string) =>
      refusedBy(
        db.update(billingProfiles).set({ currency }).where(eq(billingProfiles.customerId, customerId)),
      )
    expect(await change('EUR')).toBe('nothing')
    await insertEntry(db, customerId, [
      ['EUR', 1n],
      ['EUR', -1n],
    ])
    expect(await change('USD')).toBe('billing_profiles_currency_fixed')
    expect(await change('EUR')).toBe('nothing')
  })

  it('refuse two rates of one tax on the same day', async () => {
    const { db } = open().database
    const rate = (validFrom: string, validUntil: string | null, other: object = {}) =>
      refusedBy(
        db.insert(taxRates).values({
          id: newId(),
          country: 'DE',
          category: 'standard',
          name: 'VAT',
          ratePpm: 190_000,
          validFrom,
          validUntil,
          createdAt: at,
          updatedAt: at,
          ...other,
        }),
      )
    expect(await rate('2007-01-01', '2020-07-01')).toBe('nothing')
    expect(await rate('2020-07-01', '2021-01-01')).toBe('nothing')
    expect(await rate('2021-01-01', null)).toBe('nothing')
    expect(await rate('2020-12-31', '2021-01-01')).toBe('tax_rates_no_overlap')
    expect(await rate('2030-01-01', null)).toBe('tax_rates_no_overlap')
    expect(await rate('2030-01-01', null, { name: 'Levy' })).toBe('nothing')
    expect(await rate('2030-01-01', null, { region: 'BY' })).toBe('nothing')
    expect(await rate('2030-01-01', '2030-01-01', { region: 'HH' })).toBe('tax_rates_values')
    const longer = db
      .update(taxRates)
      .set({ validUntil: '2020-07-02' })
      .where(sql`valid_until = '2020-07-01'`)
    expect(await refusedBy(longer)).toBe('tax_rates_no_overlap')
  })

  describe('have append-only rows:', () => {
    const add = async (db: Db): Promise<void> => {
      const customerId = await insertCustomer(db)
      await insertEntry(db, customerId, [
        ['EUR', 1n],
        ['EUR', -1n],
      ])
      const documentId = await insertDraft(db, customerId)
      const paymentId = newId()
      const common = { customerId, currency: 'EUR', createdAt: at }
      await db.insert(payments).values({
        ...common,
        id: paymentId,
        method: 'cash',
        receivedOn: '2026-03-01',
        amount: 11900n,
        unallocated: 0n,
        status: 'received',
        recordedBy: 'Staff user',
        updatedAt: at,
      })
      await db.insert(allocations).values({
        ...common,
        id: newId(),
        paymentId,
        documentId,
        amount: 11900n,
        appliedOn: '2026-03-01',
      })
      await db.insert(refunds).values({
        ...common,
        id: newId(),
        paymentId,
        method: 'cash',
        refundedOn: '2026-03-01',
        amount: 1n,
        reason: 'Test',
        recordedBy: 'Staff user',
      })
      await db.insert(subscriptionChanges).values({
        id: newId(),
        customerId,
        kind: 'start',
        effectiveOn: '2026-03-01',
        data: {},
        planHash: 'a',
        actor: { kind: 'system', name: 'System' },
        createdAt: at,
      })
    }

    it.each([
      ['subscription_changes', 'plan_hash'],
      ['journal_entries', 'reference'],
      ['postings', 'currency'],
      ['allocations', 'currency'],
      ['refunds', 'reason'],
    ])('%s', async (table, column) => {
      const { db } = open().database
      await add(db)
      const guard = `${table}_append_only`
      const run = (text: string) => refusedBy(db.execute(sql.raw(text)))
      expect(await run(`update ${table} set ${column} = 'x'`)).toBe(guard)
      expect(await run(`delete from ${table}`)).toBe(guard)
      expect(await run(`truncate ${table} cascade`)).toMatch(/_append_only$/)
    })
  })
})
