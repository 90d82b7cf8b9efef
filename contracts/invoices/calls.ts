import { z } from 'zod'
import { byId, callsOf, nothing } from '../call.ts'
import {
  billingPreview,
  crediting,
  finalization,
  invoice,
  invoicePage,
  invoicePayment,
  invoiceQuery,
  pdfFile,
  voiding,
  writeOff,
} from './schemas.ts'

const { get, post, remove } = callsOf('Invoices')

export const invoices = {
  list: get('/v1/invoices', 'List and search invoices and credit notes, newest first', 'billing.read')
    .input(invoiceQuery)
    .output(invoicePage),
  get: get('/v1/invoices/{id}', 'Get an invoice or a credit note', 'billing.read')
    .input(byId)
    .output(invoice),
  pdf: get(
    '/v1/invoices/{id}/pdf',
    'Download a finalized document as PDF; /v1/invoices/{id}.pdf is the same',
    'billing.read',
    {
      detailed: true,
    },
  )
    .input(byId)
    .output(z.object({ headers: z.record(z.string(), z.string()), body: pdfFile })),
  finalize: post(
    '/v1/invoices/{id}/finalize',
    'Give a draft its number and freeze its content',
    'billing.write',
  )
    .input(finalization.extend(byId.shape))
    .output(invoice),
  discard: remove('/v1/invoices/{id}', 'Delete a draft', 'billing.write').input(byId).output(nothing),
  void: post(
    '/v1/invoices/{id}/void',
    'Cancel an open invoice with a credit note for the rest',
    'billing.correct',
    { recent: true },
  )
    .input(voiding.extend(byId.shape))
    .output(invoice),
  writeOff: post('/v1/invoices/{id}/write-off', 'Write off an open invoice', 'billing.correct', {
    recent: true,
  })
    .input(writeOff.extend(byId.shape))
    .output(invoice),
  previewCredit: post(
    '/v1/invoices/{id}/credit/preview',
    'Preview the credit note that the same body would create',
    'billing.correct',
  )
    .input(crediting.safeExtend(byId.shape))
    .output(billingPreview),
  /** Answers the credit note. */
  credit: post('/v1/invoices/{id}/credit', 'Credit all or a part of an invoice', 'billing.correct', {
    status: 201,
    recent: true,
  })
    .input(crediting.safeExtend(byId.shape))
    .output(invoice),
  recordPayment: post(
    '/v1/invoices/{id}/payments',
    'Record a payment for an invoice; a rest becomes account credit',
    'billing.write',
    { status: 201 },
  )
    .input(invoicePayment.extend(byId.shape))
    .output(invoice),
}
