import { byId, callsOf } from '../call.ts'
import { newPayment, newRefund, payment, paymentPage, paymentQuery, reversal } from './schemas.ts'

const { get, post } = callsOf('Payments')

export const payments = {
  list: get('/v1/payments', 'List payments, newest first', 'billing.read')
    .input(paymentQuery)
    .output(paymentPage),
  get: get('/v1/payments/{id}', 'Get a payment with its allocations and refunds', 'billing.read')
    .input(byId)
    .output(payment),
  record: post(
    '/v1/payments',
    'Record a payment that was received; it pays the oldest open invoices first',
    'billing.write',
    { status: 201 },
  )
    .input(newPayment)
    .output(payment),
  refund: post('/v1/payments/{id}/refund', 'Record a refund of unused account credit', 'billing.correct', {
    recent: true,
  })
    .input(newRefund.extend(byId.shape))
    .output(payment),
  reverse: post(
    '/v1/payments/{id}/reverse',
    'Reverse a payment that was recorded by mistake or returned by the bank',
    'billing.correct',
    { recent: true },
  )
    .input(reversal.extend(byId.shape))
    .output(payment),
}
