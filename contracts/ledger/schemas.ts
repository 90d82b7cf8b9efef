import { z } from 'zod'
import { localDateText } from '../local-date.ts'
import { currency, money } from '../money/schemas.ts'
import { id, pageCursor, pageLimit, timestamp } from '../text.ts'

export const ledgerAccounts = [
  'receivable',
  'credit',
  'clearing',
  'fees',
  'revenue',
  'tax',
  'disputed',
  'bad-debt',
  'goodwill',
  'rounding',
] as const
export const ledgerAccount = z.enum(ledgerAccounts)
export type LedgerAccount = (typeof ledgerAccounts)[number]

export const ledgerEntryKinds = [
  'invoice',
  'credit-note',
  'payment',
  'allocation',
  'payment-reversal',
  'refund',
  'write-off',
  'recovery',
  'late-fee',
  'correction',
] as const
export const ledgerEntryKind = z.enum(ledgerEntryKinds)
export type LedgerEntryKind = (typeof ledgerEntryKinds)[number]

export const posting = z.object({
  account: ledgerAccount,
  customerId: z.string().nullable(),
  productId: z.string().nullable(),
  /** Country and rate of a posting to `tax`. */
  taxKey: z.string().nullable(),
  /** Debit positive, credit negative. The postings of an entry sum to 0 for each currency. */
  amount: money,
})

export const ledgerEntry = z.object({
  id: z.string(),
  kind: ledgerEntryKind,
  /** The date in the company's time zone on which it counts. */
  bookedOn: localDateText,
  /** For example the number of the invoice. */
  label: z.string(),
  documentId: z.string().nullable(),
  paymentId: z.string().nullable(),
  postings: z.array(posting),
  createdAt: timestamp,
})
export type LedgerEntry = z.infer<typeof ledgerEntry>

export const ledgerQuery = z.object({
  customerId: id('customerId').optional(),
  limit: pageLimit,
  cursor: pageCursor.optional(),
})
export type LedgerQuery = z.infer<typeof ledgerQuery>

/** Newest first. */
export const ledgerPage = z.object({ items: z.array(ledgerEntry), nextCursor: z.string().nullable() })

/** Derived from the ledger. */
export const balanceInCurrency = z.object({
  currency,
  /** The sum of what is due on open invoices. */
  due: money,
  /** The part of `due` that is past its due date. */
  overdue: money,
  /** Account credit that is not used. */
  credit: money,
  /** `credit` less `due`. Negative: the customer owes. */
  balance: money,
})
export type BalanceInCurrency = z.infer<typeof balanceInCurrency>

/** One entry for each currency with a booking. An empty list: nothing was booked. */
export const balance = z.object({ customerId: z.string(), items: z.array(balanceInCurrency) })
export type Balance = z.infer<typeof balance>
