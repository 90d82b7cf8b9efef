import { z } from 'zod'
import { bankDetails, invoice, invoiceLine, invoiceSummary } from '../invoices/schemas.ts'
import { balanceInCurrency } from '../ledger/schemas.ts'
import { subscriptionSummary } from '../subscriptions/schemas.ts'
import { pageCursor, pageLimit } from '../text.ts'

const own = { customerId: true, customerName: true } as const

export const portalInvoiceSummary = invoiceSummary.omit(own)
export type PortalInvoiceSummary = z.infer<typeof portalInvoiceSummary>

/** A finalized document of the calling customer. */
export const portalInvoice = invoice
  .omit({ ...own, creditable: true, contentHash: true, mailing: true })
  .extend({ lines: z.array(invoiceLine) })
export type PortalInvoice = z.infer<typeof portalInvoice>

export const portalSubscription = subscriptionSummary.omit({ ...own, hostingAccountId: true })
export type PortalSubscription = z.infer<typeof portalSubscription>

export const portalInvoiceQuery = z.object({ limit: pageLimit, cursor: pageCursor.optional() })

/** The amount that the customer owes, and the account to pay it to. `bankDetails`: null until the company has entered them. */
export const portalBalance = z.object({
  items: z.array(balanceInCurrency),
  company: z.object({ legalName: z.string(), email: z.string(), timeZone: z.string() }),
  bankDetails: bankDetails.nullable(),
})
export type PortalBalance = z.infer<typeof portalBalance>
