import { asc, eq, type SQL, sql } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { Payment, PaymentSummary } from '#contracts/payments/schemas.ts'
import { actorOf } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { add, currencyOf, money, toJson } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { customers } from '../tables/customers.ts'
import { documents } from '../tables/documents.ts'
import { allocations, payments, refunds } from '../tables/payments.ts'
import { freeable } from './free-by-credit-notes.ts'
import type { PaymentRow } from './payment-row.ts'

export const paymentNotFound = () => new Refusal('not-found', 'Payment not found. See the Payments page.')

const refunded: SQL<string> = sql`coalesce(
  (select sum(refund.amount) from ${refunds} refund where refund.payment_id = payments.id), 0)::text`

/** A payment with the name of its customer and its refunds, to be selected from `payments` joined with `customers`. */
export const paymentColumns = {
  payment: payments,
  customerName: sql<string>`coalesce(nullif(${customers.companyName}, ''), ${customers.fullName})`,
  refunded,
}

export interface SelectedPayment {
  readonly payment: PaymentRow
  readonly customerName: string
  readonly refunded: string
}

export function presentPayment({ payment, customerName, refunded: back }: SelectedPayment): PaymentSummary {
  const currency = currencyOf(payment.currency)
  return {
    id: payment.id,
    customerId: payment.customerId,
    customerName,
    method: payment.method,
    reference: payment.reference,
    receivedOn: payment.receivedOn,
    status: payment.status,
    currency,
    amount: toJson(money(payment.amount, currency)),
    refunded: toJson(money(BigInt(back), currency)),
    unallocated: toJson(money(payment.unallocated, currency)),
    createdAt: payment.createdAt.toISOString(),
  }
}

/** @throws {Refusal} not-found */
export async function getPayment(ctx: Context, { id }: ById): Promise<Payment> {
  const { db } = ctx.database
  const [found] = await db
    .select(paymentColumns)
    .from(payments)
    .innerJoin(customers, eq(customers.id, payments.customerId))
    .where(eq(payments.id, id))
  if (!found) throw paymentNotFound()
  const { payment } = found
  return {
    ...presentPayment(found),
    allocations: await allocationsOf(db, payment),
    refunds: await refundsOf(db, payment),
    refundable: toJson(
      add(money(payment.unallocated, currencyOf(payment.currency)), await freeable(db, payment)),
    ),
    recordedBy: payment.recordedBy,
    reversedOn: payment.reversedOn,
    reversedBy: payment.reversedOn === null ? null : await reversedBy(db, payment),
    reason: payment.reversalReason,
  }
}

/** The audit log has it, and is never shortened. */
const reversedBy = (db: Queryable, { id, customerId }: PaymentRow): Promise<string | null> =>
  actorOf(db, { subjectId: customerId, action: 'payment.reverse', after: { paymentId: id } })

async function allocationsOf(db: Queryable, { id, currency }: PaymentRow): Promise<Payment['allocations']> {
  const rows = await db
    .select({
      invoiceId: allocations.documentId,
      invoiceNumber: documents.number,
      amount: allocations.amount,
      on: allocations.appliedOn,
    })
    .from(allocations)
    .innerJoin(documents, eq(documents.id, allocations.documentId))
    .where(eq(allocations.paymentId, id))
    .orderBy(asc(allocations.id))
  return rows.map(({ amount, invoiceNumber, ...row }) => ({
    ...row,
    invoiceNumber: invoiceNumber ?? '',
    amount: toJson(money(amount, currencyOf(currency))),
  }))
}

async function refundsOf(db: Queryable, { id, currency }: PaymentRow): Promise<Payment['refunds']> {
  const rows = await db.select().from(refunds).where(eq(refunds.paymentId, id)).orderBy(asc(refunds.id))
  return rows.map((row) => ({
    id: row.id,
    amount: toJson(money(row.amount, currencyOf(currency))),
    reference: row.reference,
    refundedOn: row.refundedOn,
    reason: row.reason,
    recordedBy: row.recordedBy,
  }))
}
