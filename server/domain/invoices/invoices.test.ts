import { eq } from 'drizzle-orm'
import { beforeEach, expect, it } from 'vitest'
import type { Actor } from '#server/platform/auth/actor.ts'
import { localDate } from '#server/platform/calendar/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { commit, insertCompany, insertPrice } from '#testing/billing/steps.ts'
import { insertCustomer, insertDraft } from '#testing/billing-rows.ts'
import { callWithKey, describeDomain } from '#testing/domain.ts'
import { insertOpenInvoice } from '#testing/open-invoice.ts'
import { contextOf } from '../context.ts'
import { readPdf } from '../invoice-pdf/read-pdf.ts'
import { recordInvoicePayment } from '../payments/index.ts'
import {
  getOwnBalance,
  getOwnInvoice,
  getOwnInvoicePdf,
  listOwnInvoices,
  listOwnSubscriptions,
} from '../portal-billing/index.ts'
import { documents } from '../tables/documents.ts'
import { getInvoice, getInvoicePdf, listInvoices } from './index.ts'

const all = { limit: 25 }

describeDomain('Invoices', (open) => {
  let customerId = ''
  let id = ''
  beforeEach(async () => {
    const { db } = open().database
    customerId = await insertCustomer(db, 'Ada Example')
    id = await insertOpenInvoice(db, customerId, {
      number: 1,
      total: 11900n,
      tax: 1900n,
      dueOn: '2020-01-01',
    })
  })

  const ownContext = (owner: string) => {
    const actor: Actor = {
      kind: 'customer',
      userId: newId(),
      customerId: owner,
      name: 'Ada',
      email: 'a@example.com',
    }
    return { ...open().ctx, actor }
  }

  it('lists documents by page, status, customer, number and due date', async () => {
    const { ctx, database } = open()
    const other = await insertCustomer(database.db, 'Other Example')
    const notDue = await insertOpenInvoice(database.db, other, {
      number: 2,
      total: 500n,
      dueOn: '2999-01-01',
    })
    const draft = await insertDraft(database.db, customerId)
    const idsOf = async (query: object) => {
      const { items } = await listInvoices(ctx, { ...all, ...query })
      return items.map((item) => item.id).toSorted()
    }
    expect(await idsOf({})).toEqual([id, notDue, draft].toSorted())
    expect(await idsOf({ status: 'draft' })).toEqual([draft])
    expect(await idsOf({ overdue: true })).toEqual([id])
    expect(await idsOf({ customerId: other })).toEqual([notDue])
    expect(await idsOf({ search: 'inv-2' })).toEqual([notDue])
    expect(await idsOf({ search: '%' })).toEqual([])
    expect(await idsOf({ kind: 'credit-note' })).toEqual([])
    const first = await listInvoices(ctx, { limit: 2 })
    const second = await listInvoices(ctx, { limit: 2, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items].map((item) => item.id).toSorted()).toEqual(
      [id, notDue, draft].toSorted(),
    )
    expect(second.nextCursor).toBeNull()
  })

  it('reads a document with its lines, taxes and what settled it', async () => {
    const test = open()
    await recordInvoicePayment(
      contextOf(test.domain, callWithKey('pay')),
      {
        id,
        amount: { amount: '1000', currency: 'EUR' },
        method: 'cash',
        reference: 'Receipt 1',
        receivedOn: '2026-02-27',
      },
      getInvoice,
    )
    const invoice = await getInvoice(test.ctx, { id })
    expect(invoice).toMatchObject({
      number: 'INV-1',
      status: 'open',
      isOverdue: true,
      customerName: 'Ada Example',
      subtotal: { amount: '10000', currency: 'EUR' },
      total: { amount: '11900', currency: 'EUR' },
      amountDue: { amount: '10900', currency: 'EUR' },
      amountSettled: { amount: '1000', currency: 'EUR' },
      creditable: { amount: '11900', currency: 'EUR' },
      taxes: [{ ratePpm: 190_000, amount: { amount: '1900' } }],
      lines: [{ description: 'Plan', amount: { amount: '10000' } }],
      settlements: [{ kind: 'payment', label: 'Receipt 1', amount: { amount: '1000' } }],
    })
    await expect(getInvoice(test.ctx, { id: newId() })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('prints a finalized document, with the same bytes after a payment, and no draft', async () => {
    const test = open()
    const before = await getInvoicePdf(test.ctx, { id })
    expect(before.fileName).toBe('INV-1.pdf')
    expect((await readPdf(before.bytes)).pages[0]).toContain('Total 119.00 EUR')
    await recordInvoicePayment(
      contextOf(test.domain, callWithKey('pay')),
      {
        id,
        amount: { amount: '11900', currency: 'EUR' },
        method: 'cash',
        reference: '',
        receivedOn: '2026-02-27',
      },
      getInvoice,
    )
    const after = await getInvoicePdf(test.ctx, { id })
    expect(Buffer.from(after.bytes).equals(Buffer.from(before.bytes))).toBe(true)
    const draft = await insertDraft(test.database.db, customerId)
    await expect(getInvoicePdf(test.ctx, { id: draft })).rejects.toMatchObject({ code: 'wrong-state' })
  })

  it('asks in the file only for the rest that account credit left when the invoice was issued', async () => {
    const test = open()
    const pay = (invoiceId: string, amount: string, key: string) =>
      recordInvoicePayment(
        contextOf(test.domain, callWithKey(key)),
        {
          id: invoiceId,
          amount: { amount, currency: 'EUR' },
          method: 'cash',
          reference: '',
          receivedOn: '2026-02-27',
        },
        getInvoice,
      )
    await pay(id, '12900', 'overpay')
    test.clock.advance(1000)
    await insertCompany(test.database.db)
    const { priceId } = await insertPrice(test.database.db, 3000n)
    const { written } = await commit(test, {
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
    const next = written.get('new:document:0') ?? ''
    const before = await getInvoicePdf(test.ctx, { id: next })
    const { pages } = await readPdf(before.bytes)
    expect(pages[0]).toContain('Total 30.00 EUR Paid by account credit 10.00 EUR To pay 20.00 EUR')
    test.clock.advance(1000)
    await pay(next, '2000', 'rest')
    const after = await getInvoicePdf(test.ctx, { id: next })
    expect(Buffer.from(after.bytes).equals(Buffer.from(before.bytes))).toBe(true)
  })

  it('shows a customer their own finalized documents, and no others', async () => {
    const { db } = open().database
    const other = await insertCustomer(db, 'Other Example')
    const foreign = await insertOpenInvoice(db, other, { number: 2, total: 500n })
    const draft = await insertDraft(db, customerId)
    const ctx = ownContext(customerId)
    expect((await listOwnInvoices(ctx, all)).items.map((item) => item.id)).toEqual([id])
    expect(await listOwnSubscriptions(ctx)).toEqual({ items: [] })
    expect((await getOwnBalance(ctx)).items).toMatchObject([{ due: { amount: '11900', currency: 'EUR' } }])
    expect((await getOwnInvoice(ctx, { id })).number).toBe('INV-1')
    expect(JSON.stringify(await getOwnInvoice(ctx, { id }))).not.toContain('contentHash')
    for (const hidden of [foreign, draft]) {
      await expect(getOwnInvoice(ctx, { id: hidden })).rejects.toMatchObject({ code: 'not-found' })
      await expect(getOwnInvoicePdf(ctx, { id: hidden })).rejects.toMatchObject({ code: 'not-found' })
    }
    await expect(getOwnInvoice(open().ctx, { id })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('shows a customer a written-off invoice as open, and as paid when nothing is due', async () => {
    const { db } = open().database
    const ctx = ownContext(customerId)
    const set = (amountDue: bigint) =>
      db.update(documents).set({ status: 'uncollectible', amountDue }).where(eq(documents.id, id))
    await set(500n)
    expect((await getOwnInvoice(ctx, { id })).status).toBe('open')
    expect((await listOwnInvoices(ctx, all)).items).toMatchObject([{ id, status: 'open' }])
    await set(0n)
    expect((await getOwnInvoice(ctx, { id })).status).toBe('paid')
  })
})
