import { z } from 'zod'
import { localDate, localDateText } from '../local-date.ts'
import { mailStates } from '../mail/kinds.ts'
import { currency, money, positiveMoney } from '../money/schemas.ts'
import { paymentMethod } from '../payments/schemas.ts'
import { id, lineOfText, pageCursor, pageLimit, requiredLineOfText, searchWords, timestamp } from '../text.ts'
import { documentKinds, invoiceStatuses } from './states.ts'

export const invoiceStatus = z.enum(invoiceStatuses, {
  error: `status must be one of: ${invoiceStatuses.join(', ')}.`,
})
export const documentKind = z.enum(documentKinds, {
  error: `kind must be one of: ${documentKinds.join(', ')}.`,
})

export const postalAddress = z.object({
  line1: z.string(),
  line2: z.string(),
  city: z.string(),
  postcode: z.string(),
  region: z.string(),
  /** ISO 3166-1 alpha-2, for example DE. "" if it is not known. */
  country: z.string(),
})
export type PostalAddress = z.infer<typeof postalAddress>

export const taxId = z.object({
  /** How the document names it, for example "VAT ID". */
  label: z.string(),
  value: z.string(),
})

export const bankDetails = z.object({
  accountHolder: z.string(),
  iban: z.string(),
  bic: z.string(),
  bank: z.string(),
  note: z.string(),
})
export type BankDetails = z.infer<typeof bankDetails>

/** The company as it was when the document was finalized. */
export const sellerSnapshot = z.object({
  legalName: z.string(),
  address: postalAddress,
  taxIds: z.array(taxId),
  email: z.string(),
  phone: z.string(),
  /** IANA name, for example Europe/Berlin. Every date of the document is a date in it. */
  timeZone: z.string(),
  bankDetails: bankDetails.nullable(),
  footer: z.string(),
})
export type SellerSnapshot = z.infer<typeof sellerSnapshot>

/** The customer as they were when the document was finalized. */
export const buyerSnapshot = z.object({
  fullName: z.string(),
  companyName: z.string().nullable(),
  email: z.string(),
  address: postalAddress,
  taxIds: z.array(taxId),
})
export type BuyerSnapshot = z.infer<typeof buyerSnapshot>

/** How a part of a document is taxed. `notes` has the text that the law wants for it. */
export const taxTreatments = ['standard', 'reverse-charge', 'exempt', 'out-of-scope', 'zero'] as const
export const taxTreatment = z.enum(taxTreatments)

export const invoiceLine = z.object({
  id: z.string(),
  description: z.string(),
  /** Half-open: the day `periodEnd` is not in it. Null: no period, for example a setup fee. */
  periodStart: localDateText.nullable(),
  periodEnd: localDateText.nullable(),
  quantity: z.number().int(),
  /** The price of one, as it was agreed: with tax if `taxIncluded`. Negative for a credit. */
  unitAmount: money,
  taxIncluded: z.boolean(),
  /** 0 or less, as agreed. */
  discount: money,
  /** Net of tax, after the discount, rounded once. The lines sum exactly to `subtotal`. */
  amount: money,
  /** The tax group of this line: an entry of `taxes`. Null: not taxed yet, in a draft. */
  taxKey: z.string().nullable(),
  /** How the amount was computed, as a sentence, for example "10 of 31 days". Null: a whole period. */
  explanation: z.string().nullable(),
  productId: z.string().nullable(),
  subscriptionId: z.string().nullable(),
})
export type InvoiceLine = z.infer<typeof invoiceLine>

/** With the most that a credit note can still take back of it, net of tax. Left out if the document cannot be credited. */
export const creditableLine = invoiceLine.extend({ creditable: money.optional() })

/** The tax of all lines of one rate and treatment. It is computed once for the group. */
export const taxGroup = z.object({
  key: z.string(),
  /** For example "VAT". */
  name: z.string(),
  country: z.string(),
  treatment: taxTreatment,
  /** Parts per million: 190000 is 19%. */
  ratePpm: z.number().int(),
  net: money,
  amount: money,
})
export type TaxGroup = z.infer<typeof taxGroup>

/** A row of the list. */
export const invoiceSummary = z.object({
  id: z.string(),
  kind: documentKind,
  /** Null for a draft. */
  number: z.string().nullable(),
  status: invoiceStatus,
  customerId: z.string(),
  /** The customer's current company name, else their full name. */
  customerName: z.string(),
  currency,
  /** Null for a draft. */
  issuedOn: localDateText.nullable(),
  /** Null for a draft and a credit note. */
  dueOn: localDateText.nullable(),
  /** Open, and the due date is over in the company's time zone. */
  isOverdue: z.boolean(),
  total: money,
  amountDue: money,
  createdAt: timestamp,
})
export type InvoiceSummary = z.infer<typeof invoiceSummary>

/** An amount that changed what is due: a payment, a credit note, or the reversal of one (negative). */
export const settlement = z.object({
  id: z.string(),
  kind: z.enum(['payment', 'credit-note', 'account-credit', 'reversal', 'write-off']),
  /** The payment, or the credit note, if there is one. */
  paymentId: z.string().nullable(),
  creditNoteId: z.string().nullable(),
  /** The reference of the payment, or the number of the credit note. */
  label: z.string(),
  amount: money,
  on: localDateText,
})
export type Settlement = z.infer<typeof settlement>

/** The mail of a document to its customer. */
export const invoiceMailing = z.object({
  /** Of the latest mail. */
  state: z.enum(mailStates),
  /** The address of the latest mail. Null: mails are deleted after 90 days. */
  recipient: z.string().nullable(),
  /** When the latest mail was sent. Null: it was not, or it is deleted. */
  sentAt: timestamp.nullable(),
  /** The first time that the mail server accepted the document. Null: it did not yet. */
  mailedAt: timestamp.nullable(),
})
export type InvoiceMailing = z.infer<typeof invoiceMailing>

export const invoice = invoiceSummary.extend({
  /** Null for a draft. */
  seller: sellerSnapshot.nullable(),
  buyer: buyerSnapshot.nullable(),
  lines: z.array(creditableLine),
  /** Net of tax: the sum of the lines. */
  subtotal: money,
  taxes: z.array(taxGroup),
  /** `total` less `amountDue`, by everything in `settlements`. */
  amountSettled: money,
  settlements: z.array(settlement),
  /** The text that a customer enters in a bank transfer. Null for a draft and a credit note. */
  paymentReference: z.string().nullable(),
  /** Texts that the law wants on the document, for example of reverse charge. */
  notes: z.array(z.string()),
  /** Of a credit note: its invoice and the reason. */
  creditedInvoice: z.object({ id: z.string(), number: z.string(), issuedOn: localDateText }).nullable(),
  reason: z.string().nullable(),
  /** Of an invoice, oldest first. */
  creditNotes: z.array(
    z.object({
      id: z.string(),
      number: z.string().nullable(),
      total: money,
      issuedOn: localDateText.nullable(),
    }),
  ),
  /** The most that can still be credited. Zero for a draft and a credit note. */
  creditable: money,
  /** SHA-256 of the frozen content, in hex. Null for a draft. */
  contentHash: z.string().nullable(),
  finalizedAt: timestamp.nullable(),
  /** Null: no mail was written, for example because mailing is off, or the total is zero. */
  mailing: invoiceMailing.nullable(),
})
export type Invoice = z.infer<typeof invoice>

/** Without ids and number: what would be invoiced. */
export const previewedInvoice = invoice
  .pick({ currency: true, subtotal: true, taxes: true, total: true, notes: true })
  .extend({
    lines: z.array(invoiceLine.omit({ id: true })),
    issuedOn: localDateText,
    dueOn: localDateText.nullable(),
    /** Negative: the customer gets this amount as account credit. */
    amountDue: money,
  })

/** Sent back with the call that books: 409 `preview-changed` if it would book something else by then. */
export const planHash = z
  .string({ error: 'planHash must be text.' })
  .regex(/^[0-9a-f]{64}$/, 'planHash must be the planHash of a preview.')

/** One of several documents. The amounts of a credit note are negative. */
export const previewedDocument = previewedInvoice.extend({ kind: documentKind })
export type PreviewedDocument = z.infer<typeof previewedDocument>

/**
 * `documents`: what would be booked, in order, for example an invoice for each period that was missed. `invoice`: all of them as
 * one, with their sums. Null if nothing would be booked. `nextBillOn`: null if nothing is billed after that.
 */
export const billingPreview = z.object({
  planHash,
  asOf: localDateText,
  invoice: previewedInvoice.nullable(),
  documents: z.array(previewedDocument),
  nextBillOn: localDateText.nullable(),
})
export type PreviewedInvoice = z.infer<typeof previewedInvoice>
export type BillingPreview = z.infer<typeof billingPreview>

export const invoiceFilter = z.object({
  customerId: id('customerId').optional(),
  status: invoiceStatus.optional(),
  kind: documentKind.optional(),
  /** true: open, and past the due date. */
  overdue: z
    .enum(['true', 'false'], { error: 'overdue must be true or false.' })
    .transform((text) => text === 'true')
    .optional(),
  /** The beginning of a number, in upper or lower case. */
  search: searchWords('search', { max: 64 }).optional(),
})

/** Newest first: drafts by their creation, the others by issue date and number. */
export const invoiceQuery = invoiceFilter.extend({ limit: pageLimit, cursor: pageCursor.optional() })
export type InvoiceQuery = z.infer<typeof invoiceQuery>

export const invoicePage = z.object({ items: z.array(invoiceSummary), nextCursor: z.string().nullable() })

const reason = requiredLineOfText('Reason', { max: 500 })

export const finalization = z.object({ planHash: planHash.optional() })
export const voiding = z.object({ reason })
export const writeOff = z.object({ reason })

/** Either lines, each net of tax, or one gross amount, or neither: everything that can still be credited. */
export const crediting = z
  .object({
    reason,
    lines: z
      .array(z.object({ lineId: id('lineId'), amount: positiveMoney }), { error: 'lines must be a list.' })
      .min(1, 'Choose at least one line.')
      .max(500, 'lines can have at most 500 entries.')
      .optional(),
    amount: positiveMoney.optional(),
    planHash: planHash.optional(),
  })
  .refine(({ lines, amount }) => lines === undefined || amount === undefined, {
    error: 'Send lines or an amount, not both.',
    path: ['amount'],
  })
export type Crediting = z.infer<typeof crediting>

/** A payment for one invoice. Any remainder becomes account credit. */
export const invoicePayment = z.object({
  amount: positiveMoney,
  method: paymentMethod,
  reference: lineOfText('Reference', { max: 200 }).default(''),
  receivedOn: localDate('receivedOn'),
})
export type InvoicePayment = z.infer<typeof invoicePayment>

export const pdfFile = z.custom<Blob>((value) => value instanceof Blob)
