import { asc, eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import { localDate } from '#server/platform/calendar/index.ts'
import { currencyOf } from '#server/platform/money/index.ts'
import { commit, insertCompany, insertPrice } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { insertCreditNote, insertOpenInvoice } from '#testing/open-invoice.ts'
import { checkBooks } from '../billing/books/index.ts'
import type { Action } from '../billing/index.ts'
import { readBalance } from '../ledger/index.ts'
import { documents } from '../tables/documents.ts'
import { applyCredit } from './apply-credit.ts'
import { getPayment, recordPayment, refundPayment } from './index.ts'

const euro = (amount: string) => ({ amount, currency: 'EUR' as const })

const toDate = ({ clock }: TestDomain, date: string) =>
  clock.advance(Date.parse(`${date}T08:00:00.000Z`) - clock.now().getTime())

describeDomain('Credit from an invoice that credit has paid', (open) => {
  let customerId = ''
  beforeEach(async () => {
    customerId = await insertCustomer(open().database.db)
  })

  const pay = async (amount: string, receivedOn = '2026-03-01') =>
    (
      await recordPayment(open().ctx, {
        customerId,
        amount: euro(amount),
        method: 'cash',
        reference: '',
        receivedOn,
      })
    ).id
  const refund = (id: string, amount: string) =>
    refundPayment(open().ctx, {
      id,
      amount: euro(amount),
      reference: '',
      refundedOn: open().clock.now().toISOString().slice(0, 10),
      reason: 'Cancelled',
    })
  const refundable = async (id: string) => (await getPayment(open().ctx, { id })).refundable.amount
  const credit = async () =>
    (await readBalance(open().ctx, { id: customerId })).items.map((item) => item.credit.amount)
  const use = () =>
    open().database.db.transaction((tx) =>
      applyCredit(tx, {
        customerId,
        currency: currencyOf('EUR'),
        on: localDate('2026-03-01'),
        at: open().clock.now(),
      }),
    )
  const invoices = async () =>
    (
      await open()
        .database.db.select()
        .from(documents)
        .where(eq(documents.kind, 'invoice'))
        .orderBy(asc(documents.id))
    ).map(({ status, amountDue }) => `${status} ${amountDue}`)
  const expectBooksInOrder = async () => expect(await checkBooks(open().database.db)).toEqual([])

  it('is refunded by the payment of the first invoice (R18)', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    const { priceId } = await insertPrice(db, 1000n)
    toDate(test, '2026-04-01')
    const act = (action: Action) => commit(test, { customerId, action })
    const { written } = await act({
      kind: 'start',
      items: [{ priceId, quantity: 5 }],
      startOn: localDate('2026-04-01'),
      trialEndsOn: null,
      coupon: null,
      provision: 'none',
    })
    const subscriptionId = written.get('new:subscription') ?? ''
    const payment = await pay('5000', '2026-04-01')
    toDate(test, '2026-04-16')
    await act({ kind: 'change-items', subscriptionId, quantity: 2, at: 'now' })
    toDate(test, '2026-04-21')
    await act({ kind: 'cancel', subscriptionId, at: 'now', reason: '' })
    expect(await credit()).toEqual(['2167'])
    expect(await refundable(payment)).toBe('2167')
    await expect(refund(payment, '2168')).rejects.toMatchObject({ code: 'amount-mismatch' })
    await refund(payment, '2167')
    expect(await credit()).toEqual(['0'])
    expect(await invoices()).toEqual(['paid 0', 'paid 0'])
    await expectBooksInOrder()
  })

  it('is refunded through any number of invoices, each once', async () => {
    const { db } = open().database
    const first = await insertOpenInvoice(db, customerId, { number: 1, total: 5_000n })
    const payment = await pay('5000')
    let credited = first
    for (const number of [1, 2, 3]) {
      await insertCreditNote(db, customerId, { invoiceId: credited, number, total: 4_000n })
      credited = await insertOpenInvoice(db, customerId, { number: number + 1, total: 4_000n })
      await use()
    }
    expect(await refundable(payment)).toBe('0')
    await insertCreditNote(db, customerId, { invoiceId: credited, number: 4, total: 2_500n })
    expect(await refundable(payment)).toBe('2500')
    await refund(payment, '1000')
    expect(await refundable(payment)).toBe('1500')
    await refund(payment, '1500')
    await expect(refund(payment, '1')).rejects.toMatchObject({ code: 'amount-mismatch' })
    expect(await invoices()).toEqual(['paid 0', 'paid 0', 'paid 0', 'paid 0'])
    await expectBooksInOrder()
  })

  it('is shared by the payments of one invoice', async () => {
    const { db } = open().database
    const first = await insertOpenInvoice(db, customerId, { number: 1, total: 5_000n })
    const [one, two] = [await pay('3000'), await pay('2000')]
    await insertCreditNote(db, customerId, { invoiceId: first, number: 1, total: 5_000n })
    const second = await insertOpenInvoice(db, customerId, { number: 2, total: 5_000n })
    await use()
    await insertCreditNote(db, customerId, { invoiceId: second, number: 2, total: 4_000n })
    expect([await refundable(one), await refundable(two)]).toEqual(['3000', '2000'])
    await refund(one, '3000')
    expect(await refundable(two)).toBe('1000')
    await refund(two, '1000')
    expect(await credit()).toEqual(['0'])
    await expectBooksInOrder()
  })
})
