import { z } from 'zod'
import { localDateText } from '../local-date.ts'
import { currency, money } from '../money/schemas.ts'
import { id, pageCursor, pageLimit, requiredLineOfText, timestamp } from '../text.ts'

export const mostStatementRows = 10_000
export const mostStatementBytes = 8_388_608

/**
 * - unmatched: no invoice was found for it
 * - proposed: staff can confirm the proposal
 * - confirmed: a payment is recorded
 * - ignored: staff chose so, or money went out
 */
export const bankLineStates = ['unmatched', 'proposed', 'confirmed', 'ignored'] as const
export const bankLineState = z.enum(bankLineStates, {
  error: `state must be one of: ${bankLineStates.join(', ')}.`,
})
export type BankLineState = (typeof bankLineStates)[number]

/**
 * Why the invoice was proposed, the best first:
 * - reference-and-amount, reference: the transfer names its number
 * - amount-and-name, amount: it is the only open invoice of this amount
 * - name: the payer is a customer with open invoices
 */
export const matchReasons = [
  'reference-and-amount',
  'reference',
  'amount-and-name',
  'amount',
  'name',
] as const

/** As it was found when the file arrived. */
export const bankLineMatch = z.object({
  customerId: z.string(),
  customerName: z.string(),
  /** Null: the payment pays the customer's oldest invoices. */
  invoiceId: z.string().nullable(),
  invoiceNumber: z.string().nullable(),
  reason: z.enum(matchReasons),
})
export type BankLineMatch = z.infer<typeof bankLineMatch>

export const bankLineProposal = bankLineMatch.extend({
  /** Of the invoice now: it may have been paid since the file arrived. Null without an invoice. */
  amountDue: money.nullable(),
})
export type BankLineProposal = z.infer<typeof bankLineProposal>

export const bankLine = z.object({
  id: z.string(),
  /** As a spreadsheet counts: the line of column names is 1. */
  position: z.number().int(),
  bookedOn: localDateText,
  amount: money,
  payer: z.string(),
  reference: z.string(),
  state: bankLineState,
  proposal: bankLineProposal.nullable(),
  paymentId: z.string().nullable(),
})
export type BankLine = z.infer<typeof bankLine>

export const bankStatement = z.object({
  id: z.string(),
  fileName: z.string(),
  currency,
  counts: z.record(bankLineState, z.number().int()),
  /** Lines of the file that an earlier statement had already. */
  known: z.number().int(),
  uploadedBy: z.string(),
  createdAt: timestamp,
})
export type BankStatement = z.infer<typeof bankStatement>

/** The body is the file. It needs columns for the date, the amount, and the payer or the reference. */
export const bankStatementUpload = z.object({
  fileName: requiredLineOfText('fileName', { max: 200 }),
  /** Of lines without a currency. Default: the company's. */
  currency: currency.optional(),
  /** Of dates such as 03/04/2026. */
  dateOrder: z
    .enum(['day-first', 'month-first'], { error: 'dateOrder must be day-first or month-first.' })
    .default('day-first'),
})
export type BankStatementUpload = z.infer<typeof bankStatementUpload>

export const bankStatementQuery = z.object({ limit: pageLimit, cursor: pageCursor.optional() })
export const bankStatementPage = z.object({
  items: z.array(bankStatement),
  nextCursor: z.string().nullable(),
})

export const bankLineQuery = z.object({ state: bankLineState.optional() })
export const bankLineList = z.object({ items: z.array(bankLine) })

/** Without `customerId` and `invoiceId`, the proposal is confirmed. */
export const bankLineConfirmation = z.object({
  lines: z
    .array(
      z.object({
        lineId: id('lineId'),
        customerId: id('customerId').optional(),
        invoiceId: id('invoiceId').optional(),
      }),
      { error: 'lines must be a list.' },
    )
    .min(1, 'Choose at least one line.')
    .max(500, 'lines can have at most 500 entries.'),
})
export type BankLineConfirmation = z.infer<typeof bankLineConfirmation>

export const bankLineChoice = z.object({
  lines: z.array(id('lineId'), { error: 'lines must be a list of ids.' }).min(1).max(500),
})

/** `refused`: these lines were not confirmed, the others were. */
export const bankLineResult = z.object({
  items: z.array(bankLine),
  refused: z.array(z.object({ lineId: z.string(), code: z.string(), message: z.string() })),
})
export type BankLineResult = z.infer<typeof bankLineResult>
