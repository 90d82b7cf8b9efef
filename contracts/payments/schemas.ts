import { z } from 'zod'
import { localDate, localDateText } from '../local-date.ts'
import { currency, money, positiveMoney } from '../money/schemas.ts'
import { id, lineOfText, pageCursor, pageLimit, requiredLineOfText, searchWords, timestamp } from '../text.ts'
import { paymentStatuses } from './states.ts'

export const paymentMethods = ['bank-transfer', 'cash', 'other'] as const
export type PaymentMethod = (typeof paymentMethods)[number]
export const paymentMethod = z.enum(paymentMethods, {
  error: `method must be one of: ${paymentMethods.join(', ')}.`,
})

export const paymentStatus = z.enum(paymentStatuses, {
  error: `status must be one of: ${paymentStatuses.join(', ')}.`,
})

export const paymentSummary = z.object({
  id: z.string(),
  customerId: z.string(),
  /** The customer's current company name, else their full name. */
  customerName: z.string(),
  method: paymentMethod,
  reference: z.string(),
  receivedOn: localDateText,
  status: paymentStatus,
  currency,
  amount: money,
  /** Sent back to the customer. */
  refunded: money,
  /** Not used for an invoice and not refunded: account credit. */
  unallocated: money,
  createdAt: timestamp,
})
export type PaymentSummary = z.infer<typeof paymentSummary>

export const payment = paymentSummary.extend({
  /** Oldest first. A negative amount takes back an earlier one. */
  allocations: z.array(
    z.object({ invoiceId: z.string(), invoiceNumber: z.string(), amount: money, on: localDateText }),
  ),
  refunds: z.array(
    z.object({
      id: z.string(),
      amount: money,
      reference: z.string(),
      refundedOn: localDateText,
      reason: z.string(),
      /** Name of the staff user or API token. */
      recordedBy: z.string(),
    }),
  ),
  /** The largest possible refund: `unallocated` plus the part that pays credited invoices. */
  refundable: money,
  /** Name of the staff user or API token. Null: the system. */
  recordedBy: z.string().nullable(),
  /** Null unless it is reversed. */
  reversedOn: localDateText.nullable(),
  /** Name of the staff user or API token. Null unless it is reversed. */
  reversedBy: z.string().nullable(),
  reason: z.string().nullable(),
})
export type Payment = z.infer<typeof payment>

export const paymentQuery = z.object({
  customerId: id('customerId').optional(),
  status: paymentStatus.optional(),
  method: paymentMethod.optional(),
  /** The beginning of a reference, in upper or lower case. */
  search: searchWords('search', { max: 200 }).optional(),
  limit: pageLimit,
  cursor: pageCursor.optional(),
})
export type PaymentQuery = z.infer<typeof paymentQuery>

/** Newest date of receipt first. */
export const paymentPage = z.object({ items: z.array(paymentSummary), nextCursor: z.string().nullable() })

/** It pays `invoiceId` first, then the oldest open invoices. Any remainder becomes account credit. */
export const newPayment = z.object({
  customerId: id('customerId'),
  amount: positiveMoney,
  method: paymentMethod,
  reference: lineOfText('Reference', { max: 200 }).default(''),
  receivedOn: localDate('receivedOn'),
  invoiceId: id('invoiceId').optional(),
})
export type NewPayment = z.infer<typeof newPayment>

/** At most the `refundable` of the payment. The money is sent outside this system. */
export const newRefund = z.object({
  amount: positiveMoney,
  reference: lineOfText('Reference', { max: 200 }).default(''),
  refundedOn: localDate('refundedOn'),
  reason: requiredLineOfText('Reason', { max: 500 }),
})
export type NewRefund = z.infer<typeof newRefund>

/** Its invoices are due again. */
export const reversal = z.object({ reason: requiredLineOfText('Reason', { max: 500 }) })
