import {
  getPayment,
  listPayments,
  recordPayment,
  refundPayment,
  reversePayment,
} from '#server/domain/payments/index.ts'
import { os, verb } from '../implement.ts'

export const payments = {
  list: os.payments.list.handler(verb(listPayments)),
  get: os.payments.get.handler(verb(getPayment)),
  record: os.payments.record.handler(verb(recordPayment)),
  refund: os.payments.refund.handler(verb(refundPayment)),
  reverse: os.payments.reverse.handler(verb(reversePayment)),
}
