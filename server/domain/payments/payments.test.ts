import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import type { NewPayment } from '#contracts/payments/schemas.ts'
import { auditEntries } from '#server/platform/audit/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { callWithKey, describeDomain, describeDomainOnPostgres, type TestDomain } from '#testing/domain.ts'
import { insertCreditNote, insertOpenInvoice } from '#testing/open-invoice.ts'
import { checkBooks } from '../billing/books/index.ts'
import { contextOf } from '../context.ts'
import { listLedger, readBalance } from '../ledger/index.ts'
import { companySettings } from '../tables/company.ts'
import { documents } from '../tables/documents.ts'
import { allocations, payments, refunds } from '../tables/payments.ts'
import {
  getPayment,
  listPayments,
  recordInvoicePayment,
  recordPayment,
  refundPayment,
  reversePayment,
} from './index.ts'

const euro = (amount: number | bigint) => ({ amount: amount.toString(), currency: 'EUR' as const })

const received = (customerId: string, amount: number, more: Partial<NewPayment> = {}): NewPayment => ({
  customerId,
  amount: euro(amount),
  method: 'bank-transfer',
  reference: 'INV-1',
  receivedOn: '2026-02-27',
  ...more,
})

const stateOf = async ({ database }: TestDomain, id: string) => {
  const [row] = await database.db
    .select({ status: documents.status, due: documents.amountDue })
    .from(documents)
    .where(eq(documents.id, id))
  return row && `${row.status} ${row.due}`
}

const balanceOf = async (test: TestDomain, id: string) => {
  const { items } = await readBalance(test.ctx, { id })
  return items.map(({ due, overdue, credit, balance }) =>
    [due, overdue, credit, balance].map(({ amount }) => amount).join(' '),
  )
}

describeDomain('A payment', (open) => {
  let customerId = ''
  beforeEach(async () => {
    customerId = await insertCustomer(open().database.db)
  })

  const expectBooksInOrder = async () => expect(await checkBooks(open().database.db)).toEqual([])

  it('pays invoice 9 before invoice 10 of the same day', async () => {
    const test = open()
    const { db } = test.database
    const tenth = await insertOpenInvoice(db, customerId, { number: 10, total: 5_000n })
    const ninth = await insertOpenInvoice(db, customerId, { number: 9, total: 3_000n })
    await recordPayment(test.ctx, received(customerId, 3_000))
    expect([await stateOf(test, ninth), await stateOf(test, tenth)]).toEqual(['paid 0', 'open 5000'])
    await expectBooksInOrder()
  })

  it('pays the invoice, and its entries are in the ledger', async () => {
    const test = open()
    const invoiceId = await insertOpenInvoice(test.database.db, customerId, {
      number: 1,
      total: 11_900n,
      tax: 1_900n,
    })
    expect(await balanceOf(test, customerId)).toEqual(['11900 0 0 -11900'])
    const payment = await recordPayment(test.ctx, received(customerId, 11_900, { invoiceId }))
    expect(payment).toMatchObject({
      customerName: 'Ada Example',
      status: 'received',
      amount: euro(11_900),
      unallocated: euro(0),
      refunded: euro(0),
      allocations: [{ invoiceId, invoiceNumber: 'INV-1', amount: euro(11_900), on: '2026-03-01' }],
      recordedBy: 'Staff user',
      reversedOn: null,
      reversedBy: null,
    })
    expect(await stateOf(test, invoiceId)).toBe('paid 0')
    expect(await balanceOf(test, customerId)).toEqual(['0 0 0 0'])
    const { items } = await listLedger(test.ctx, { customerId, limit: 50 })
    expect(items.map(({ kind, label }) => `${kind} ${label}`)).toEqual([
      'allocation INV-1',
      'invoice INV-1',
      'payment INV-1',
    ])
    expect(items.at(-1)?.postings.map(({ account, amount }) => [account, amount])).toEqual([
      ['clearing', euro(11_900)],
      ['credit', euro(-11_900)],
    ])
    await expectBooksInOrder()
  })

  it('pays the oldest invoices first, and a rest stays credit', async () => {
    const test = open()
    const { db } = test.database
    const late = await insertOpenInvoice(db, customerId, { number: 1, total: 5_000n, dueOn: '2026-03-20' })
    const early = await insertOpenInvoice(db, customerId, { number: 2, total: 3_000n, dueOn: '2026-02-10' })
    expect(await balanceOf(test, customerId)).toEqual(['8000 3000 0 -8000'])
    await recordPayment(test.ctx, received(customerId, 4_000))
    expect([await stateOf(test, early), await stateOf(test, late)]).toEqual(['paid 0', 'open 4000'])
    await recordPayment(test.ctx, received(customerId, 10_000))
    expect(await stateOf(test, late)).toBe('paid 0')
    expect(await balanceOf(test, customerId)).toEqual(['0 0 6000 6000'])
    await expectBooksInOrder()
  })

  it('pays the named invoice before older ones', async () => {
    const test = open()
    const { db } = test.database
    const older = await insertOpenInvoice(db, customerId, { number: 1, total: 5_000n, dueOn: '2026-02-10' })
    const named = await insertOpenInvoice(db, customerId, { number: 2, total: 5_000n, dueOn: '2026-03-20' })
    await recordPayment(test.ctx, received(customerId, 7_000, { invoiceId: named }))
    expect([await stateOf(test, named), await stateOf(test, older)]).toEqual(['paid 0', 'open 3000'])
    await expectBooksInOrder()
  })

  it('D16: of an invoice that is already paid becomes credit', async () => {
    const test = open()
    const id = await insertOpenInvoice(test.database.db, customerId, { number: 1, total: 10_000n })
    const readInvoice = async () => ({ read: true }) as never
    const body = { amount: euro(10_000), method: 'cash', reference: '', receivedOn: '2026-03-01' } as const
    await recordInvoicePayment(test.ctx, { id, ...body }, readInvoice)
    expect(await recordInvoicePayment(test.ctx, { id, ...body }, readInvoice)).toEqual({ read: true })
    expect(await stateOf(test, id)).toBe('paid 0')
    expect(await balanceOf(test, customerId)).toEqual(['0 0 10000 10000'])
    await expectBooksInOrder()
  })

  it('D21: of 5,000.00 pays 1,068.26 exactly and leaves 3,931.74', async () => {
    const test = open()
    const payment = await recordPayment(test.ctx, received(customerId, 500_000))
    expect(payment.unallocated).toEqual(euro(500_000))
    const invoiceId = await insertOpenInvoice(test.database.db, customerId, { number: 1, total: 106_826n })
    await recordPayment(test.ctx, received(customerId, 1))
    expect(await stateOf(test, invoiceId)).toBe('paid 0')
    expect(await balanceOf(test, customerId)).toEqual(['0 0 393175 393175'])
    await expectBooksInOrder()
  })

  it('in a currency of another invoice pays nothing', async () => {
    const test = open()
    const invoiceId = await insertOpenInvoice(test.database.db, customerId, {
      number: 1,
      total: 100n,
      currency: 'SEK',
    })
    await recordPayment(test.ctx, received(customerId, 100))
    expect(await stateOf(test, invoiceId)).toBe('open 100')
    expect(await balanceOf(test, customerId)).toEqual(['0 0 100 100', '100 0 0 -100'])
    await expectBooksInOrder()
  })

  it('is recorded once for one Idempotency-Key', async () => {
    const test = open()
    const ctx = contextOf(test.domain, callWithKey('payment-1'))
    const first = await recordPayment(ctx, received(customerId, 100))
    expect((await recordPayment(ctx, received(customerId, 100))).id).toBe(first.id)
    expect(await test.database.db.$count(payments)).toBe(1)
    await expectBooksInOrder()
  })

  it('is in the audit log of its customer', async () => {
    const test = open()
    const { id } = await recordPayment(test.ctx, received(customerId, 100))
    await refundPayment(test.ctx, {
      id,
      amount: euro(40),
      reference: 'R',
      refundedOn: '2026-03-01',
      reason: 'Left',
    })
    const entries = await test.database.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.subjectId, customerId))
    expect(entries.map(({ action, after }) => [action, after])).toEqual([
      [
        'payment.record',
        {
          paymentId: id,
          amount: '1.00 EUR',
          method: 'bank-transfer',
          reference: 'INV-1',
          receivedOn: '2026-02-27',
        },
      ],
      ['payment.refund', expect.objectContaining({ paymentId: id, amount: '0.40 EUR', reason: 'Left' })],
    ])
  })

  describe('is refused', () => {
    const setCompany = (currency: string) =>
      open()
        .database.db.insert(companySettings)
        .values({
          legalName: 'Hosting',
          address: { line1: '', line2: '', city: '', postcode: '', region: '', country: 'DE' },
          timeZone: 'Pacific/Auckland',
          currency,
          createdAt: new Date(),
          updatedAt: new Date(),
        })
    const refusal = (more: Partial<NewPayment>) => recordPayment(open().ctx, received(customerId, 100, more))

    it('for an unknown customer', async () => {
      await expect(refusal({ customerId: newId() })).rejects.toMatchObject({ code: 'not-found' })
    })

    it('for the invoice of another customer', async () => {
      const other = await insertCustomer(open().database.db, 'Bo Example')
      const invoiceId = await insertOpenInvoice(open().database.db, other, { number: 1, total: 100n })
      await expect(refusal({ invoiceId })).rejects.toMatchObject({
        code: 'invalid-body',
        errors: [{ path: 'invoiceId' }],
      })
    })

    it('in another currency than the invoice', async () => {
      const invoiceId = await insertOpenInvoice(open().database.db, customerId, {
        number: 1,
        total: 100n,
        currency: 'SEK',
      })
      await expect(refusal({ invoiceId })).rejects.toMatchObject({ code: 'currency-mismatch' })
    })

    it('in a currency in which the customer is not billed', async () => {
      await setCompany('SEK')
      await expect(refusal({})).rejects.toMatchObject({ code: 'currency-mismatch' })
      await expect(refusal({ amount: { amount: '1', currency: 'SEK' } })).resolves.toMatchObject({
        currency: 'SEK',
      })
    })

    it('for a date after today in the zone of the company', async () => {
      await expect(refusal({ receivedOn: '2026-03-02' })).rejects.toMatchObject({
        errors: [{ path: 'receivedOn' }],
      })
      await setCompany('EUR')
      open().clock.advance(4 * 3_600_000)
      await expect(refusal({ receivedOn: '2026-03-02' })).resolves.toMatchObject({ receivedOn: '2026-03-02' })
    })

    it('and nothing is written', async () => {
      await refusal({ receivedOn: '2026-03-05' }).catch(() => {})
      expect(await open().database.db.$count(payments)).toBe(0)
    })
  })

  it('is refunded up to its unused part (R18)', async () => {
    const test = open()
    await insertOpenInvoice(test.database.db, customerId, { number: 1, total: 3_000n })
    const { id } = await recordPayment(test.ctx, received(customerId, 10_000))
    const refund = (amount: number) =>
      refundPayment(test.ctx, {
        id,
        amount: euro(amount),
        reference: '',
        refundedOn: '2026-03-01',
        reason: 'Too much',
      })
    expect(await getPayment(test.ctx, { id })).toMatchObject({ refundable: euro(7_000) })
    await expect(refund(7_001)).rejects.toMatchObject({ code: 'amount-mismatch' })
    expect(await refund(5_000)).toMatchObject({
      unallocated: euro(2_000),
      refunded: euro(5_000),
      refundable: euro(2_000),
    })
    expect(await refund(2_000)).toMatchObject({
      unallocated: euro(0),
      refunds: [{ amount: euro(5_000) }, { amount: euro(2_000) }],
    })
    await expect(refund(1)).rejects.toMatchObject({ code: 'amount-mismatch' })
    expect(await balanceOf(test, customerId)).toEqual(['0 0 0 0'])
    await expectBooksInOrder()
  })

  it('of a credited invoice is refunded: the credit note takes its place, and the invoice stays paid', async () => {
    const test = open()
    const { db } = test.database
    const invoiceId = await insertOpenInvoice(db, customerId, { number: 1, total: 11_900n, tax: 1_900n })
    const { id } = await recordPayment(test.ctx, received(customerId, 12_000))
    await insertCreditNote(db, customerId, { invoiceId, number: 1, total: 3_000n, tax: 479n })
    await insertCreditNote(db, customerId, { invoiceId, number: 2, total: 1_000n, tax: 160n })
    expect(await balanceOf(test, customerId)).toEqual(['0 0 4100 4100'])
    const refund = (amount: number) =>
      refundPayment(test.ctx, {
        id,
        amount: euro(amount),
        reference: '',
        refundedOn: '2026-03-01',
        reason: 'Credited',
      })
    expect(await getPayment(test.ctx, { id })).toMatchObject({ refundable: euro(4_100) })
    await expect(refund(4_101)).rejects.toMatchObject({ code: 'amount-mismatch' })
    expect(await refund(3_500)).toMatchObject({
      unallocated: euro(0),
      refunded: euro(3_500),
      refundable: euro(600),
    })
    expect(await stateOf(test, invoiceId)).toBe('paid 0')
    await expectBooksInOrder()
    expect(await refund(600)).toMatchObject({ refunded: euro(4_100), refundable: euro(0) })
    await expect(refund(1)).rejects.toMatchObject({ code: 'amount-mismatch' })
    expect(await balanceOf(test, customerId)).toEqual(['0 0 0 0'])
    await expectBooksInOrder()
  })

  it('is reversed after a credit note: the credit note pays what is due again', async () => {
    const test = open()
    const { db } = test.database
    const invoiceId = await insertOpenInvoice(db, customerId, { number: 1, total: 10_000n })
    const { id } = await recordPayment(test.ctx, received(customerId, 10_000))
    await insertCreditNote(db, customerId, { invoiceId, number: 1, total: 4_000n })
    await reversePayment(test.ctx, { id, reason: 'Returned' })
    expect(await stateOf(test, invoiceId)).toBe('open 6000')
    expect(await balanceOf(test, customerId)).toEqual(['6000 0 0 -6000'])
    await expectBooksInOrder()
  })

  it('is refunded once for one Idempotency-Key, and only in its currency and up to today', async () => {
    const test = open()
    const { id } = await recordPayment(test.ctx, received(customerId, 10_000))
    const body = { id, amount: euro(100), reference: '', refundedOn: '2026-03-01', reason: 'Left' }
    const ctx = contextOf(test.domain, callWithKey('refund-1'))
    await refundPayment(ctx, body)
    await refundPayment(ctx, body)
    expect(await test.database.db.$count(refunds)).toBe(1)
    await expect(
      refundPayment(test.ctx, { ...body, amount: { amount: '1', currency: 'USD' } }),
    ).rejects.toMatchObject({ code: 'currency-mismatch' })
    for (const refundedOn of ['2026-02-26', '1999-12-31'])
      await expect(refundPayment(test.ctx, { ...body, refundedOn })).rejects.toMatchObject({
        code: 'invalid-body',
        errors: [{ path: 'refundedOn' }],
      })
    await expect(refundPayment(test.ctx, { ...body, refundedOn: '2026-03-02' })).rejects.toMatchObject({
      errors: [{ path: 'refundedOn' }],
    })
    await expect(refundPayment(test.ctx, { ...body, id: newId() })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expectBooksInOrder()
  })

  it('is reversed: its invoices are due again, and repeating it changes nothing', async () => {
    const test = open()
    const { db } = test.database
    const first = await insertOpenInvoice(db, customerId, { number: 1, total: 3_000n })
    const second = await insertOpenInvoice(db, customerId, { number: 2, total: 3_000n })
    const { id } = await recordPayment(test.ctx, received(customerId, 5_000))
    const reversed = await reversePayment(test.ctx, { id, reason: 'Returned by the bank' })
    expect(reversed).toMatchObject({
      status: 'reversed',
      unallocated: euro(0),
      reversedOn: '2026-03-01',
      reversedBy: 'Staff user',
      refundable: euro(0),
      reason: 'Returned by the bank',
    })
    expect(reversed.allocations.map(({ amount }) => amount.amount)).toEqual([
      '3000',
      '2000',
      '-3000',
      '-2000',
    ])
    expect([await stateOf(test, first), await stateOf(test, second)]).toEqual(['open 3000', 'open 3000'])
    expect(await balanceOf(test, customerId)).toEqual(['6000 0 0 -6000'])
    await reversePayment(test.ctx, { id, reason: 'Again' })
    expect(await getPayment(test.ctx, { id })).toEqual(reversed)
    await expect(
      refundPayment(test.ctx, { id, amount: euro(1), reference: '', refundedOn: '2026-03-01', reason: 'x' }),
    ).rejects.toMatchObject({ code: 'wrong-state' })
    await expectBooksInOrder()
  })

  it('that is reversed is replaced by other credit of the customer', async () => {
    const test = open()
    const invoiceId = await insertOpenInvoice(test.database.db, customerId, { number: 1, total: 3_000n })
    const { id } = await recordPayment(test.ctx, received(customerId, 3_000))
    await recordPayment(test.ctx, received(customerId, 2_000))
    await reversePayment(test.ctx, { id, reason: 'By mistake' })
    expect(await stateOf(test, invoiceId)).toBe('open 1000')
    expect(await balanceOf(test, customerId)).toEqual(['1000 0 0 -1000'])
    await expectBooksInOrder()
  })

  it('is not reversed after a refund', async () => {
    const test = open()
    const { id } = await recordPayment(test.ctx, received(customerId, 3_000))
    await refundPayment(test.ctx, {
      id,
      amount: euro(1),
      reference: '',
      refundedOn: '2026-03-01',
      reason: 'x',
    })
    await expect(reversePayment(test.ctx, { id, reason: 'x' })).rejects.toMatchObject({ code: 'wrong-state' })
    await expectBooksInOrder()
  })

  it('is found by customer, status, method and the beginning of its reference, page by page', async () => {
    const test = open()
    const other = await insertCustomer(test.database.db, 'Bo Example')
    const ids: string[] = []
    for (const [index, owner] of [customerId, other, customerId].entries())
      ids.push(
        (
          await recordPayment(
            test.ctx,
            received(owner, 100, {
              reference: `Ref_${index}`,
              method: index === 2 ? 'cash' : 'bank-transfer',
              receivedOn: `2026-02-0${index + 1}`,
            }),
          )
        ).id,
      )
    const found = async (query: object) =>
      (await listPayments(test.ctx, { limit: 50, ...query })).items.map(({ id }) => ids.indexOf(id))
    expect(await found({})).toEqual([2, 1, 0])
    expect(await found({ customerId })).toEqual([2, 0])
    expect(await found({ method: 'cash' })).toEqual([2])
    expect(await found({ search: 'ref_1' })).toEqual([1])
    expect(await found({ search: 'Ref%' })).toEqual([])
    expect(await found({ search: 'REF_' })).toEqual([2, 1, 0])
    // Beyond the rows that are read first.
    const far = { nearbyRows: 1, mostRare: 0 }
    expect(await found({ search: 'ref_0', ...far })).toEqual([0])
    expect(await found({ search: 'REF_', ...far })).toEqual([2, 1, 0])
    expect(await found({ search: 'REF_', customerId, ...far })).toEqual([2, 0])
    expect(await found({ search: 'Ref\\' })).toEqual([])
    await reversePayment(test.ctx, { id: ids[0] ?? '', reason: 'x' })
    expect(await found({ status: 'reversed' })).toEqual([0])
    const page = await listPayments(test.ctx, { limit: 2 })
    const next = await listPayments(test.ctx, { limit: 2, cursor: page.nextCursor ?? '' })
    expect([...page.items, ...next.items].map(({ id }) => ids.indexOf(id))).toEqual([2, 1, 0])
    expect(next.nextCursor).toBeNull()
  })

  it('is searched by an index', async () => {
    const { db } = open().database
    const plan = await db.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`)
      return rowsOf(
        await tx.execute(
          sql`explain select id from payments where search_key(reference) like regexp_replace(search_key('Ref'), '([\\\\%_])', '\\\\\\1', 'g') || '%'`,
        ),
      )
    })
    expect(JSON.stringify(plan)).toContain('payments_reference')
  })

  it('appears in the ledger page by page, for one customer or for all', async () => {
    const test = open()
    for (let index = 0; index < 5; index += 1) await recordPayment(test.ctx, received(customerId, 100))
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listLedger(test.ctx, { limit: 2, ...(cursor === undefined ? {} : { cursor }) })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(new Set(seen).size).toBe(5)
    await expect(listLedger(test.ctx, { customerId: newId(), limit: 2 })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(readBalance(test.ctx, { id: newId() })).rejects.toMatchObject({ code: 'not-found' })
  })
})

describeDomainOnPostgres('Payments at the same time', (open) => {
  it('D20: pay no invoice twice, and no credit pays two invoices', async () => {
    const test = open()
    const { db } = test.database
    const customerId = await insertCustomer(db)
    const ids: string[] = []
    for (let number = 1; number <= 6; number += 1)
      ids.push(await insertOpenInvoice(db, customerId, { number, total: 1_000n }))
    await Promise.all(
      ids.map((invoiceId) => recordPayment(test.ctx, received(customerId, 1_000, { invoiceId }))),
    )
    expect(await Promise.all(ids.map((id) => stateOf(test, id)))).toEqual(ids.map(() => 'paid 0'))
    await Promise.all(
      ids.slice(0, 3).map((invoiceId) => recordPayment(test.ctx, received(customerId, 500, { invoiceId }))),
    )
    expect(await balanceOf(test, customerId)).toEqual(['0 0 1500 1500'])
    expect(await db.$count(allocations)).toBe(6)
    expect(await checkBooks(db)).toEqual([])
  })

  it('and reversals leave the books in order', async () => {
    const test = open()
    const { db } = test.database
    const customerId = await insertCustomer(db)
    const invoiceId = await insertOpenInvoice(db, customerId, { number: 1, total: 1_000n })
    const { id } = await recordPayment(test.ctx, received(customerId, 1_000))
    await Promise.all([
      reversePayment(test.ctx, { id, reason: 'one' }),
      reversePayment(test.ctx, { id, reason: 'two' }),
      recordPayment(test.ctx, received(customerId, 400)),
    ])
    expect(await stateOf(test, invoiceId)).toBe('open 600')
    expect(await checkBooks(db)).toEqual([])
  })
})
