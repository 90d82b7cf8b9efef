import { asc, eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { NewPayment } from '#contracts/payments/schemas.ts'
import { localDate } from '#server/platform/calendar/index.ts'
import { commit, insertCompany, insertPrice } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { call, customerActor, describeDomain } from '#testing/domain.ts'
import { checkBooks } from '../billing/books/index.ts'
import { contextOf } from '../context.ts'
import { creditInvoice, voidInvoice, writeOffInvoice } from '../invoices/index.ts'
import { listLedger, readBalance } from '../ledger/index.ts'
import { getOwnBalance } from '../portal-billing/index.ts'
import { billingProfiles } from '../tables/billing-profiles.ts'
import { companySettings } from '../tables/company.ts'
import { documents } from '../tables/documents.ts'
import { recordPayment, refundPayment, reversePayment } from './index.ts'

describeDomain('A payment of an invoice that was corrected', (open) => {
  let customerId = ''
  beforeEach(async () => {
    const { db } = open().database
    await insertCompany(db)
    customerId = await insertCustomer(db)
  })

  /** Returns the id of a new invoice of 100.00 EUR. */
  async function invoice(): Promise<string> {
    const { db } = open().database
    const { priceId } = await insertPrice(db, 10_000n)
    const { written } = await commit(open(), {
      customerId,
      action: {
        kind: 'start',
        items: [{ priceId, quantity: 1 }],
        startOn: localDate('2026-03-01'),
        trialEndsOn: null,
        coupon: null,
        provision: 'none',
      },
    })
    return written.get('new:document:0') ?? ''
  }
  const pay = (amount: string, more: Partial<NewPayment> = {}) =>
    recordPayment(open().ctx, {
      customerId,
      amount: { amount, currency: 'EUR' },
      method: 'bank-transfer',
      reference: '',
      receivedOn: '2026-03-01',
      ...more,
    })
  const states = async () => {
    const rows = await open()
      .database.db.select()
      .from(documents)
      .where(eq(documents.kind, 'invoice'))
      .orderBy(asc(documents.createdAt), asc(documents.id))
    return rows.map(({ status, amountDue }) => `${status} ${amountDue}`)
  }
  const balance = async () => {
    const { items } = await readBalance(open().ctx, { id: customerId })
    return items.map(({ due, credit }) => `due ${due.amount}, credit ${credit.amount}`)
  }
  const expectBooksInOrder = async () => expect(await checkBooks(open().database.db)).toEqual([])

  it('is reversed after the invoice was voided: its credit note pays it, and no credit is left', async () => {
    const id = await invoice()
    const payment = await pay('4000', { invoiceId: id })
    await voidInvoice(open().ctx, { id, reason: 'Wrong' })
    expect(await balance()).toEqual(['due 0, credit 4000'])
    await reversePayment(open().ctx, { id: payment.id, reason: 'Returned by the bank' })
    expect(await states()).toEqual(['void 0'])
    expect(await balance()).toEqual(['due 0, credit 0'])
    await expectBooksInOrder()
  })

  it('is reversed after the credit of the void invoice paid another one, which is due again', async () => {
    const id = await invoice()
    const payment = await pay('4000', { invoiceId: id })
    await voidInvoice(open().ctx, { id, reason: 'Wrong' })
    await invoice()
    expect(await states()).toEqual(['void 0', 'open 6000'])
    await reversePayment(open().ctx, { id: payment.id, reason: 'Returned by the bank' })
    expect(await states()).toEqual(['void 0', 'open 10000'])
    expect(await balance()).toEqual(['due 10000, credit 0'])
    await expectBooksInOrder()
  })

  it('takes back only a part of the credit, if other payments of the void invoice stay', async () => {
    const id = await invoice()
    const payment = await pay('3000', { invoiceId: id })
    await pay('1000', { invoiceId: id })
    await voidInvoice(open().ctx, { id, reason: 'Wrong' })
    await invoice()
    await reversePayment(open().ctx, { id: payment.id, reason: 'Returned by the bank' })
    expect(await states()).toEqual(['void 0', 'open 9000'])
    expect(await balance()).toEqual(['due 9000, credit 0'])
    await expectBooksInOrder()
  })

  it('that names a written-off invoice recovers its debt, before other invoices', async () => {
    const id = await invoice()
    await writeOffInvoice(open().ctx, { id, reason: 'Bankrupt' })
    await invoice()
    expect(await balance()).toEqual(['due 10000, credit 0'])
    const payment = await pay('4000', { invoiceId: id })
    expect(await states()).toEqual(['uncollectible 6000', 'open 10000'])
    expect(await balance()).toEqual(['due 10000, credit 0'])
    await expectBooksInOrder()
    const { items } = await listLedger(open().ctx, { customerId, limit: 50 })
    const recovery = items.find(({ kind }) => kind === 'recovery')
    expect(recovery).toMatchObject({ documentId: id, paymentId: payment.id })
    expect(recovery?.postings.map(({ account, amount }) => `${account} ${amount.amount}`)).toEqual([
      'receivable 4000',
      'bad-debt -4000',
    ])
    await pay('7000', { invoiceId: id })
    expect(await states()).toEqual(['uncollectible 0', 'open 9000'])
    await expectBooksInOrder()
    await reversePayment(open().ctx, { id: payment.id, reason: 'Returned by the bank' })
    expect(await states()).toEqual(['uncollectible 4000', 'open 9000'])
    expect(await balance()).toEqual(['due 9000, credit 0'])
    await expectBooksInOrder()
  })

  it('that names a written-off invoice pays it alone: other credit of the customer stays', async () => {
    const id = await invoice()
    await writeOffInvoice(open().ctx, { id, reason: 'Bankrupt' })
    await pay('380')
    await pay('100', { invoiceId: id })
    expect(await states()).toEqual(['uncollectible 9900'])
    expect(await balance()).toEqual(['due 0, credit 380'])
    await pay('10000', { invoiceId: id })
    expect(await states()).toEqual(['uncollectible 0'])
    expect(await balance()).toEqual(['due 0, credit 480'])
    await expectBooksInOrder()
  })

  it('that paid a written-off invoice in full can be sent back after the invoice was credited', async () => {
    const id = await invoice()
    await writeOffInvoice(open().ctx, { id, reason: 'Not reachable' })
    const payment = await pay('10000', { invoiceId: id })
    await creditInvoice(open().ctx, { id, reason: 'Not delivered' })
    expect(await states()).toEqual(['uncollectible 0'])
    expect(await balance()).toEqual(['due 0, credit 10000'])
    await expectBooksInOrder()
    await refundPayment(open().ctx, {
      id: payment.id,
      amount: { amount: '10000', currency: 'EUR' },
      reference: '',
      refundedOn: '2026-03-01',
      reason: 'Not delivered',
    })
    expect(await balance()).toEqual(['due 0, credit 0'])
    await expectBooksInOrder()
  })

  it('does not allow the credit of a written-off invoice with a rest', async () => {
    const id = await invoice()
    await writeOffInvoice(open().ctx, { id, reason: 'Bankrupt' })
    await pay('4000', { invoiceId: id })
    await expect(creditInvoice(open().ctx, { id, reason: 'Goodwill' })).rejects.toMatchObject({
      code: 'wrong-state',
    })
  })

  it('is reversed after the credit of the void invoice paid one that was written off since', async () => {
    const id = await invoice()
    const payment = await pay('6000', { invoiceId: id })
    const other = await invoice()
    await voidInvoice(open().ctx, { id, reason: 'Wrong' })
    expect(await states()).toEqual(['void 0', 'open 4000'])
    await writeOffInvoice(open().ctx, { id: other, reason: 'Bankrupt' })
    await reversePayment(open().ctx, { id: payment.id, reason: 'Returned by the bank' })
    expect(await states()).toEqual(['void 0', 'uncollectible 10000'])
    expect(await balance()).toEqual(['due 0, credit 0'])
    await expectBooksInOrder()
  })

  it('of a written-off invoice is asked of the customer, whose own balance has the debt', async () => {
    const id = await invoice()
    await writeOffInvoice(open().ctx, { id, reason: 'Bankrupt' })
    await pay('4000', { invoiceId: id })
    expect(await balance()).toEqual(['due 0, credit 0'])
    const own = contextOf(open().domain, { ...call(), actor: customerActor(customerId) })
    open().clock.advance(86_400_000 * 30)
    expect((await getOwnBalance(own)).items).toMatchObject([
      { due: { amount: '6000' }, overdue: { amount: '6000' }, balance: { amount: '-6000' } },
    ])
  })

  it('that names no invoice leaves a written-off one as it is', async () => {
    const id = await invoice()
    await writeOffInvoice(open().ctx, { id, reason: 'Bankrupt' })
    await pay('4000')
    expect(await states()).toEqual(['uncollectible 10000'])
    expect(await balance()).toEqual(['due 0, credit 4000'])
    await expectBooksInOrder()
  })

  it('before the first invoice fixes the currency of the customer', async () => {
    const { db } = open().database
    await pay('4000')
    await db.update(companySettings).set({ currency: 'SEK' })
    expect(await db.select({ currency: billingProfiles.currency }).from(billingProfiles)).toEqual([
      { currency: 'EUR' },
    ])
    expect((await pay('1000')).currency).toBe('EUR')
    await expect(pay('1', { amount: { amount: '1', currency: 'SEK' } })).rejects.toMatchObject({
      code: 'currency-mismatch',
    })
  })
})
