import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { Payment } from '#contracts/payments/schemas.ts'
import type { Queryable, Tx } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { currencyOf, money, negate } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { bookEntries, businessDay, paymentReversalEntry } from '../ledger/index.ts'
import { payments, refunds } from '../tables/payments.ts'
import { applyCredit } from './apply-credit.ts'
import { auditPayment } from './audit.ts'
import { liveAllocations } from './free-by-credit-notes.ts'
import { payByOwnNotes } from './pay-by-own-notes.ts'
import type { PaymentRow } from './payment-row.ts'
import { getPayment } from './read.ts'
import { lockPayment } from './refund.ts'
import { type NewAllocation, writeAllocations } from './write-allocations.ts'

const refs = z.object({ paymentId: z.string() })

/**
 * Takes a payment back that was recorded by mistake or returned by the bank. Its invoices are due again. Their own credit
 * notes pay them first, then other credit of the customer. Repeated, it changes nothing.
 * @throws {Refusal} not-found, or wrong-state after a refund
 */
export async function reversePayment(
  ctx: Context,
  { id, reason }: ById & { readonly reason: string },
): Promise<Payment> {
  const { database, clock, idempotency } = ctx
  await database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs, clock }, async () => {
      const payment = await lockPayment(tx, id, clock.now())
      if (payment.status === 'received') await reverse(tx, ctx, payment, reason)
      return { paymentId: id }
    }),
  )
  return getPayment(ctx, { id })
}

async function reverse(tx: Tx, ctx: Context, payment: PaymentRow, reason: string): Promise<void> {
  const { id: paymentId, customerId, method } = payment
  const at = ctx.clock.now()
  const on = await businessDay(tx, ctx.clock)
  const [refund] = await tx
    .select({ id: refunds.id })
    .from(refunds)
    .where(eq(refunds.paymentId, paymentId))
    .limit(1)
  if (refund)
    throw new Refusal(
      'wrong-state',
      'A part of this payment was refunded, so it cannot be reversed. Record the returned money as a refund instead.',
    )
  const currency = currencyOf(payment.currency)
  const amount = money(payment.amount, currency)
  const reversed = await reversals(tx, payment)
  await writeAllocations(tx, reversed, { on, at })
  await tx
    .update(payments)
    .set({ status: 'reversed', unallocated: 0n, reversedOn: on, reversalReason: reason, updatedAt: at })
    .where(eq(payments.id, paymentId))
  await bookEntries(tx, [paymentReversalEntry({ paymentId, customerId, bookedOn: on, amount, method })], at)
  await payByOwnNotes(
    tx,
    reversed.map(({ documentId }) => documentId),
    { on, at },
  )
  await applyCredit(tx, { customerId, currency, on, at })
  await auditPayment(tx, ctx, { at, verb: 'reverse', customerId, paymentId, amount, facts: { reason } })
}

/** Returns the opposite of each allocation that was not taken back yet, oldest first. */
async function reversals(tx: Queryable, payment: PaymentRow): Promise<NewAllocation[]> {
  const live = await liveAllocations(tx, payment)
  return live.toReversed().map(({ id, documentId, amount }) => ({
    customerId: payment.customerId,
    source: { paymentId: payment.id },
    documentId,
    amount: negate(amount),
    reversesId: id,
  }))
}
