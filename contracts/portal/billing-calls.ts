import { z } from 'zod'
import { byId, callsOf } from '../call.ts'
import { pdfFile } from '../invoices/schemas.ts'
import {
  portalBalance,
  portalInvoice,
  portalInvoiceQuery,
  portalInvoiceSummary,
  portalSubscription,
} from './billing-schemas.ts'

const { get } = callsOf('Customer area')

export const portalBilling = {
  balance: get('/v1/portal/balance', 'Get the amount that the signed-in customer owes', 'customer').output(
    portalBalance,
  ),
  subscriptions: get(
    '/v1/portal/subscriptions',
    "List the signed-in customer's own subscriptions that have not ended",
    'customer',
  ).output(z.object({ items: z.array(portalSubscription) })),
  invoices: get(
    '/v1/portal/invoices',
    "List the signed-in customer's own finalized invoices and credit notes, newest first",
    'customer',
  )
    .input(portalInvoiceQuery)
    .output(z.object({ items: z.array(portalInvoiceSummary), nextCursor: z.string().nullable() })),
  invoice: get('/v1/portal/invoices/{id}', 'Get an own invoice or credit note', 'customer')
    .input(byId)
    .output(portalInvoice),
  pdf: get('/v1/portal/invoices/{id}/pdf', 'Download an own invoice or credit note as PDF', 'customer', {
    detailed: true,
  })
    .input(byId)
    .output(z.object({ headers: z.record(z.string(), z.string()), body: pdfFile })),
}
