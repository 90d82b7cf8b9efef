import fc from 'fast-check'
import { expect, it } from 'vitest'
import { localDate } from '#server/platform/calendar/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { currencyOf } from '#server/platform/money/index.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { insertCreditNote, insertOpenInvoice } from '#testing/open-invoice.ts'
import { checkBooks } from '../billing/books/index.ts'
import { readBalance } from '../ledger/index.ts'
import { applyCredit } from './apply-credit.ts'
import { getPayment, recordPayment, refundPayment, reversePayment } from './index.ts'

const euro = (amount: bigint) => ({ amount: amount.toString(), currency: 'EUR' as const })

const amount = fc.bigInt({ min: 1n, max: 5_000n })
const step = fc.oneof(
  fc.record({ kind: fc.constant('invoice' as const), amount }),
  fc.record({ kind: fc.constant('pay' as const), amount, pick: fc.nat(), isNamed: fc.boolean() }),
  fc.record({ kind: fc.constant('refund' as const), amount, pick: fc.nat() }),
  fc.record({ kind: fc.constant('reverse' as const), pick: fc.nat() }),
  fc.record({ kind: fc.constant('credit' as const), pick: fc.nat() }),
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** The customer's money as one number: what they paid, less what they owe. */
interface Model {
  balance: bigint
  readonly invoices: { id: string; total: bigint; isCredited: boolean }[]
  readonly payments: { id: string; amount: bigint; refunded: bigint; isReversed: boolean }[]
}

describeDomain('Any history of invoices, credit notes, payments, refunds and reversals', (open) => {
  let invoices = 0
  let creditNotes = 0

  async function take(test: TestDomain, customerId: string, model: Model, each: Step): Promise<void> {
    const { db } = test.database
    const payment = 'pick' in each ? model.payments[each.pick % (model.payments.length || 1)] : undefined
    const invoice = 'pick' in each ? model.invoices[each.pick % (model.invoices.length || 1)] : undefined
    if (each.kind === 'invoice') {
      invoices += 1
      const id = await insertOpenInvoice(db, customerId, { number: invoices, total: each.amount })
      model.invoices.push({ id, total: each.amount, isCredited: false })
      model.balance -= each.amount
    }
    if (each.kind === 'pay') {
      const { id } = await recordPayment(test.ctx, {
        customerId,
        amount: euro(each.amount),
        method: 'cash',
        reference: '',
        receivedOn: '2026-03-01',
        ...(each.isNamed && invoice ? { invoiceId: invoice.id } : {}),
      })
      model.payments.push({ id, amount: each.amount, refunded: 0n, isReversed: false })
      model.balance += each.amount
    }
    if (each.kind === 'credit' && invoice && !invoice.isCredited) {
      creditNotes += 1
      const { id: invoiceId, total } = invoice
      await insertCreditNote(db, customerId, { invoiceId, number: creditNotes, total })
      invoice.isCredited = true
      model.balance += invoice.total
    }
    if (each.kind === 'refund' && payment) {
      const body = { amount: euro(each.amount), reference: '', refundedOn: '2026-03-01', reason: 'Random' }
      if (await isDone(refundPayment(test.ctx, { id: payment.id, ...body }))) {
        payment.refunded += each.amount
        model.balance -= each.amount
      }
    }
    if (each.kind === 'reverse' && payment && !payment.isReversed)
      if (await isDone(reversePayment(test.ctx, { id: payment.id, reason: 'Random' }))) {
        payment.isReversed = true
        model.balance -= payment.amount
      }
  }

  const isDone = (call: Promise<unknown>): Promise<boolean> =>
    call.then(
      () => true,
      (error: unknown) => {
        if (error instanceof Refusal) return false
        throw error
      },
    )

  /** Refunds all that the payments can give back, after all credit was used for open invoices. */
  async function refundAll(test: TestDomain, customerId: string, { payments }: Model): Promise<void> {
    const [on, at] = [localDate('2026-03-01'), test.clock.now()]
    const currency = currencyOf('EUR')
    await test.database.db.transaction((tx) => applyCredit(tx, { customerId, currency, on, at }))
    for (let isDrained = false; !isDrained; ) {
      isDrained = true
      for (const { id } of payments) {
        const { refundable } = await getPayment(test.ctx, { id })
        if (refundable.amount === '0') continue
        isDrained = false
        const body = { amount: refundable, reference: '', refundedOn: '2026-03-01', reason: 'The rest' }
        await refundPayment(test.ctx, { id, ...body })
      }
    }
  }

  it('leaves the books in order, the balance of the model, and no credit that cannot be refunded', {
    timeout: 240_000,
  }, async () => {
    const test = open()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const customerId = await insertCustomer(test.database.db)
        const model: Model = { balance: 0n, invoices: [], payments: [] }
        for (const each of steps) await take(test, customerId, model, each)
        const { items } = await readBalance(test.ctx, { id: customerId })
        expect(items[0]?.balance.amount ?? '0').toBe(model.balance.toString())
        for (const payment of model.payments) {
          const { refunded, amount: paid } = await getPayment(test.ctx, { id: payment.id })
          expect(refunded).toEqual(euro(payment.refunded))
          expect(BigInt(refunded.amount) <= BigInt(paid.amount)).toBe(true)
        }
        await refundAll(test, customerId, model)
        expect((await readBalance(test.ctx, { id: customerId })).items[0]?.credit.amount ?? '0').toBe('0')
        expect(await checkBooks(test.database.db)).toEqual([])
      }),
      { numRuns: 12 },
    )
  })
})
