import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { NewRefund, Payment } from '#contracts/payments/schemas.ts'
import { mayRefund } from '#contracts/payments/states.ts'
import { localDate } from '#server/platform/calendar/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Tx } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import {
  compare,
  currencyOf,
  format,
  fromJson,
  isPositive,
  money,
  subtract,
} from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { bookEntries, businessDay, lockCustomer, refundEntry } from '../ledger/index.ts'
import { payments, refunds } from '../tables/payments.ts'
import { auditPayment } from './audit.ts'
import { freeByCreditNotes } from './free-by-credit-notes.ts'
import type { PaymentRow } from './payment-row.ts'
import { getPayment, paymentNotFound } from './read.ts'

const refs = z.object({ refundId: z.string() })

/**
 * Records money that was sent back: at most the part of the payment that pays no invoice, or an invoice that was
 * credited (R18).
 * @throws {Refusal} not-found, wrong-state, currency-mismatch, amount-mismatch, invalid-body for a date in the future or before the payment
 */
export async function refundPayment(ctx: Context, { id, ...input }: NewRefund & ById): Promise<Payment> {
  const { database, clock, idempotency } = ctx
  await database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs, clock }, async () => ({
      refundId: await insertRefund(tx, ctx, id, input),
    })),
  )
  return getPayment(ctx, { id })
}

async function insertRefund(tx: Tx, ctx: Context, paymentId: string, input: NewRefund): Promise<string> {
  const at = ctx.clock.now()
  const locked = await lockPayment(tx, paymentId, at)
  const { customerId, method } = locked
  const amount = fromJson(input.amount)
  const currency = currencyOf(locked.currency)
  const refundedOn = localDate(input.refundedOn)
  const today = await businessDay(tx, ctx.clock)
  if (!mayRefund(locked))
    throw new Refusal('wrong-state', 'This payment was reversed. There is nothing to refund.')
  if (amount.currency !== currency)
    throw new Refusal('currency-mismatch', `The payment is in ${currency}. Refund it in ${currency}.`)
  const missing = subtract(amount, money(locked.unallocated, currency))
  if (isPositive(missing)) await freeByCreditNotes(tx, locked, missing, { on: today, at })
  const unused = money((await readRow(tx, paymentId)).unallocated, currency)
  if (compare(amount, unused) > 0)
    throw new Refusal(
      'amount-mismatch',
      `Only ${format(unused, 'en')} of this payment can be refunded: the rest pays invoices. Credit the invoice first, or refund less.`,
    )
  if (refundedOn > today)
    throw fieldRefusal('invalid-body', 'refundedOn', 'invalid', `refundedOn is after today (${today}).`)
  if (refundedOn < locked.receivedOn)
    throw fieldRefusal(
      'invalid-body',
      'refundedOn',
      'invalid',
      `The payment was received on ${locked.receivedOn}. Enter the day on which the money was sent back.`,
    )
  const refundId = newId()
  await tx.insert(refunds).values({
    id: refundId,
    customerId,
    paymentId,
    method,
    reference: input.reference,
    refundedOn,
    amount: amount.amount,
    currency: amount.currency,
    reason: input.reason,
    recordedBy: ctx.actor.name,
    createdAt: at,
  })
  await tx
    .update(payments)
    .set({ unallocated: subtract(unused, amount).amount, updatedAt: at })
    .where(eq(payments.id, paymentId))
  await bookEntries(tx, [refundEntry({ refundId, customerId, bookedOn: refundedOn, amount, method })], at)
  const facts = { refundId, reference: input.reference, refundedOn, reason: input.reason }
  await auditPayment(tx, ctx, { at, verb: 'refund', customerId, paymentId, amount, facts })
  return refundId
}

/** Locks the customer of a payment, then reads the payment. @throws {Refusal} not-found */
export async function lockPayment(tx: Tx, paymentId: string, at: Date): Promise<PaymentRow> {
  const [found] = await tx
    .select({ customerId: payments.customerId })
    .from(payments)
    .where(eq(payments.id, paymentId))
  if (!found) throw paymentNotFound()
  await lockCustomer(tx, found.customerId, at)
  return readRow(tx, paymentId)
}

async function readRow(tx: Tx, paymentId: string): Promise<PaymentRow> {
  const [payment] = await tx.select().from(payments).where(eq(payments.id, paymentId))
  if (!payment) throw paymentNotFound()
  return payment
}
