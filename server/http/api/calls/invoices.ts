import {
  creditInvoice,
  discardInvoice,
  finalizeInvoice,
  getInvoice,
  getInvoicePdf,
  listInvoices,
  previewCredit,
  voidInvoice,
  writeOffInvoice,
} from '#server/domain/invoices/index.ts'
import { recordInvoicePayment } from '#server/domain/payments/index.ts'
import { asPdf, os, verb } from '../implement.ts'

export const invoices = {
  list: os.invoices.list.handler(verb(listInvoices)),
  get: os.invoices.get.handler(verb(getInvoice)),
  pdf: os.invoices.pdf.handler(verb(async (ctx, input) => asPdf(await getInvoicePdf(ctx, input)))),
  finalize: os.invoices.finalize.handler(verb(finalizeInvoice)),
  discard: os.invoices.discard.handler(verb(discardInvoice)),
  void: os.invoices.void.handler(verb(voidInvoice)),
  writeOff: os.invoices.writeOff.handler(verb(writeOffInvoice)),
  previewCredit: os.invoices.previewCredit.handler(verb(previewCredit)),
  credit: os.invoices.credit.handler(verb(creditInvoice)),
  recordPayment: os.invoices.recordPayment.handler(
    verb((ctx, input) => recordInvoicePayment(ctx, input, getInvoice)),
  ),
}
