import {
  getOwnBalance,
  getOwnInvoice,
  getOwnInvoicePdf,
  listOwnInvoices,
  listOwnSubscriptions,
} from '#server/domain/portal-billing/index.ts'
import { asPdf, os, verb } from '../implement.ts'

export const portalBilling = {
  balance: os.portalBilling.balance.handler(verb(getOwnBalance)),
  subscriptions: os.portalBilling.subscriptions.handler(verb(listOwnSubscriptions)),
  invoices: os.portalBilling.invoices.handler(verb(listOwnInvoices)),
  invoice: os.portalBilling.invoice.handler(verb(getOwnInvoice)),
  pdf: os.portalBilling.pdf.handler(verb(async (ctx, input) => asPdf(await getOwnInvoicePdf(ctx, input)))),
}
