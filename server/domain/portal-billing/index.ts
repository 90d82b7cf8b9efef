export {
  getOwnBalance,
  getOwnInvoice,
  getOwnInvoicePdf,
  listOwnInvoices,
  listOwnSubscriptions,
} from './read.ts'
