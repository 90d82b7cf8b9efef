import type { BankLine, BankStatement } from '#contracts/bank-statements/schemas.ts'
import type { BillingSettings } from '#contracts/company/schemas.ts'
import type { BillingPreview, Invoice, InvoiceSummary } from '#contracts/invoices/schemas.ts'
import type { BalanceInCurrency, LedgerEntry } from '#contracts/ledger/schemas.ts'
import type { Payment, PaymentSummary } from '#contracts/payments/schemas.ts'
import type {
  PortalInvoice,
  PortalInvoiceSummary,
  PortalSubscription,
} from '#contracts/portal/billing-schemas.ts'
import type { Product } from '#contracts/products/schemas.ts'
import type {
  AgingReport,
  BillingOverview,
  MrrReport,
  RevenueReport,
  TaxReport,
} from '#contracts/reports/schemas.ts'
import type { Subscription, SubscriptionSummary } from '#contracts/subscriptions/schemas.ts'
import { at, ids } from './samples.ts'

/** Samples of billing. A test overrides the values that it needs. */

export const eur = (amount: number) => ({ amount: String(amount), currency: 'EUR' as const })

export const billingIds = {
  invoice: '00000000-0000-4000-8000-000000000101',
  creditNote: '00000000-0000-4000-8000-000000000102',
  line: '00000000-0000-4000-8000-000000000103',
  subscription: '00000000-0000-4000-8000-000000000104',
  item: '00000000-0000-4000-8000-000000000105',
  price: '00000000-0000-4000-8000-000000000106',
  otherPrice: '00000000-0000-4000-8000-000000000107',
  product: '00000000-0000-4000-8000-000000000108',
  payment: '00000000-0000-4000-8000-000000000109',
  statement: '00000000-0000-4000-8000-00000000010a',
  bankLine: '00000000-0000-4000-8000-00000000010b',
}

export const noBillingSettings: BillingSettings = {
  company: null,
  hasLogo: false,
  paymentTermsDays: 14,
  invoiceDaysAhead: 7,
  catchUpPeriods: 3,
  bankDetails: null,
  mailInvoices: true,
  numbering: [],
  today: '2026-03-01',
}

export const invoiceSummary = (change: Partial<InvoiceSummary> = {}): InvoiceSummary => ({
  id: billingIds.invoice,
  kind: 'invoice',
  number: 'INV-2026-0042',
  status: 'open',
  customerId: ids.ada,
  customerName: 'Analytical Engines Ltd',
  currency: 'EUR',
  issuedOn: '2026-02-01',
  dueOn: '2026-02-15',
  isOverdue: false,
  total: eur(123_450),
  amountDue: eur(123_450),
  createdAt: at,
  ...change,
})

const line: Invoice['lines'][number] = {
  id: billingIds.line,
  description: 'Hosting L',
  periodStart: '2026-02-01',
  periodEnd: '2026-03-01',
  quantity: 2,
  unitAmount: eur(51_870),
  taxIncluded: false,
  discount: eur(0),
  amount: eur(103_740),
  creditable: eur(103_740),
  taxKey: 'DE:standard:190000',
  explanation: null,
  productId: billingIds.product,
  subscriptionId: billingIds.subscription,
}

const tax: Invoice['taxes'][number] = {
  key: 'DE:standard:190000',
  name: 'VAT',
  country: 'DE',
  treatment: 'standard',
  ratePpm: 190_000,
  net: eur(103_740),
  amount: eur(19_710),
}

export const invoice = (change: Partial<Invoice> = {}): Invoice => ({
  ...invoiceSummary(),
  seller: null,
  buyer: null,
  lines: [line],
  subtotal: eur(103_740),
  taxes: [tax],
  amountSettled: eur(0),
  settlements: [],
  paymentReference: 'INV-2026-0042',
  notes: [],
  creditedInvoice: null,
  reason: null,
  creditNotes: [],
  creditable: eur(123_450),
  contentHash: 'a'.repeat(64),
  finalizedAt: at,
  mailing: null,
  ...change,
})

export const billingPreview = (change: Partial<BillingPreview> = {}): BillingPreview => ({
  planHash: '1'.repeat(64),
  asOf: '2026-03-01',
  nextBillOn: '2026-04-01',
  invoice: {
    currency: 'EUR',
    lines: [{ ...line, description: 'Hosting XL', explanation: '10 of 31 days', amount: eur(-1_234) }],
    subtotal: eur(-1_234),
    taxes: [],
    total: eur(-1_234),
    notes: [],
    issuedOn: '2026-03-01',
    dueOn: '2026-03-15',
    amountDue: eur(-1_234),
  },
  documents: [],
  ...change,
})

export const subscriptionSummary = (change: Partial<SubscriptionSummary> = {}): SubscriptionSummary => ({
  id: billingIds.subscription,
  customerId: ids.ada,
  customerName: 'Analytical Engines Ltd',
  status: 'active',
  currency: 'EUR',
  title: '2 x Hosting L',
  amount: eur(103_740),
  interval: { unit: 'month', count: 1 },
  nextBillOn: '2026-03-01',
  cancelOn: null,
  hostingAccountId: null,
  createdAt: at,
  ...change,
})

export const subscription = (change: Partial<Subscription> = {}): Subscription => ({
  ...subscriptionSummary(),
  anchorOn: '2026-01-31',
  startOn: '2026-01-31',
  trialEndsOn: null,
  billedThrough: '2026-03-01',
  endedOn: null,
  items: [
    {
      id: billingIds.item,
      productId: billingIds.product,
      productName: 'Hosting L',
      productKind: 'plan',
      priceId: billingIds.price,
      unitAmount: eur(51_870),
      taxIncluded: false,
      interval: { unit: 'month', count: 1 },
      quantity: 2,
      fromOn: '2026-01-31',
      untilOn: null,
      replacesId: null,
    },
  ],
  coupon: null,
  hostingAccountId: ids.account,
  provision: 'now',
  history: [
    {
      id: billingIds.payment,
      kind: 'started',
      effectiveOn: '2026-01-31',
      description: '2 x Hosting L',
      by: 'Grace Hopper',
      createdAt: at,
    },
  ],
  ...change,
})

export const product = (change: Partial<Product> = {}): Product => ({
  id: billingIds.product,
  name: 'Hosting XL',
  description: '',
  kind: 'plan',
  packageId: null,
  serverTags: [],
  taxCategory: 'standard',
  withHosting: true,
  isVisible: true,
  prices: [
    {
      id: billingIds.otherPrice,
      productId: billingIds.product,
      amount: eur(99_900),
      interval: { unit: 'month', count: 1 },
      setupFee: eur(0),
      taxIncluded: false,
      isArchived: false,
      createdAt: at,
    },
  ],
  createdAt: at,
  updatedAt: at,
  ...change,
})

export const paymentSummary = (change: Partial<PaymentSummary> = {}): PaymentSummary => ({
  id: billingIds.payment,
  customerId: ids.ada,
  customerName: 'Analytical Engines Ltd',
  method: 'bank-transfer',
  reference: 'INV-2026-0042',
  receivedOn: '2026-02-10',
  status: 'received',
  currency: 'EUR',
  amount: eur(123_450),
  refunded: eur(0),
  unallocated: eur(0),
  createdAt: at,
  ...change,
})

export const payment = (change: Partial<Payment> = {}): Payment => ({
  ...paymentSummary(),
  allocations: [],
  refunds: [],
  refundable: eur(0),
  recordedBy: null,
  reversedOn: null,
  reversedBy: null,
  reason: null,
  ...change,
})

export const balanceInEuro = (change: Partial<BalanceInCurrency> = {}): BalanceInCurrency => ({
  currency: 'EUR',
  due: eur(123_450),
  overdue: eur(23_450),
  credit: eur(0),
  balance: eur(-123_450),
  ...change,
})

export const ledgerEntry = (change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id: billingIds.payment,
  kind: 'invoice',
  bookedOn: '2026-02-01',
  label: 'INV-2026-0042',
  documentId: billingIds.invoice,
  paymentId: null,
  postings: [
    { account: 'receivable', customerId: ids.ada, productId: null, taxKey: null, amount: eur(123_450) },
    {
      account: 'revenue',
      customerId: null,
      productId: billingIds.product,
      taxKey: null,
      amount: eur(-103_740),
    },
    { account: 'tax', customerId: null, productId: null, taxKey: 'DE 19%', amount: eur(-19_710) },
  ],
  createdAt: at,
  ...change,
})

const withoutCustomer = <Row extends { customerId: string; customerName: string }>({
  customerId: _id,
  customerName: _name,
  ...rest
}: Row) => rest

export const portalInvoice = (change: Partial<InvoiceSummary> = {}): PortalInvoiceSummary =>
  withoutCustomer(invoiceSummary(change))
export function portalSubscription(change: Partial<SubscriptionSummary> = {}): PortalSubscription {
  const { hostingAccountId: _, ...rest } = withoutCustomer(subscriptionSummary(change))
  return rest
}

const range = { from: '2026-01-01', to: '2026-02-28' }

/** Revenue of two months in EUR: a product, and a late fee. */
export const revenueReport = (change: Partial<RevenueReport> = {}): RevenueReport => ({
  ...range,
  items: [
    {
      currency: 'EUR',
      total: eur(123_950),
      products: [
        { product: { id: billingIds.product, name: 'Hosting L' }, amount: eur(123_450) },
        { product: null, amount: eur(500) },
      ],
      months: [
        { month: '2026-01', amount: eur(124_450) },
        { month: '2026-02', amount: eur(-500) },
      ],
    },
  ],
  ...change,
})

export const taxReport = (change: Partial<TaxReport> = {}): TaxReport => ({
  ...range,
  items: [
    {
      currency: 'EUR',
      tax: eur(19_000),
      rates: [
        {
          country: 'DE',
          region: '',
          name: 'VAT',
          treatment: 'standard',
          ratePpm: 190_000,
          base: eur(100_000),
          tax: eur(19_000),
        },
        {
          country: 'AT',
          region: 'Tyrol',
          name: 'VAT',
          treatment: 'reverse-charge',
          ratePpm: 0,
          base: eur(23_450),
          tax: eur(0),
        },
      ],
    },
  ],
  ...change,
})

export const agingReport = (change: Partial<AgingReport> = {}): AgingReport => ({
  asOf: '2026-03-01',
  items: [
    {
      currency: 'EUR',
      total: eur(30_000),
      overdue: eur(20_000),
      buckets: [
        { bucket: 'not-due', invoices: 1, amount: eur(10_000) },
        { bucket: '1-30', invoices: 2, amount: eur(15_000) },
        { bucket: '31-60', invoices: 0, amount: eur(0) },
        { bucket: '61-90', invoices: 0, amount: eur(0) },
        { bucket: 'over-90', invoices: 1, amount: eur(5000) },
      ],
    },
  ],
  ...change,
})

export const mrrReport = (change: Partial<MrrReport> = {}): MrrReport => ({
  ...range,
  items: [
    {
      currency: 'EUR',
      start: eur(1000),
      end: eur(2200),
      months: [
        {
          month: '2026-01',
          start: eur(1000),
          new: eur(2000),
          expansion: eur(500),
          contraction: eur(0),
          churn: eur(-1000),
          reactivation: eur(0),
          end: eur(2500),
        },
        {
          month: '2026-02',
          start: eur(2500),
          new: eur(0),
          expansion: eur(0),
          contraction: eur(-1300),
          churn: eur(0),
          reactivation: eur(1000),
          end: eur(2200),
        },
      ],
    },
  ],
  ...change,
})

export const billingOverview = (change: Partial<BillingOverview> = {}): BillingOverview => ({
  asOf: '2026-02-20',
  items: [
    {
      currency: 'EUR',
      overdue: { amount: eur(20_000), invoices: 3 },
      months: [
        { month: '2026-01', revenue: eur(124_450), collected: eur(90_000), mrr: eur(2500) },
        { month: '2026-02', revenue: eur(61_300), collected: eur(45_600), mrr: eur(2200) },
      ],
    },
  ],
  ...change,
})
/** One document as the customer sees it. */
export const ownInvoice = (change: Partial<Invoice> = {}): PortalInvoice => {
  const { creditable: _, contentHash: __, mailing: ___, ...rest } = withoutCustomer(invoice(change))
  return rest
}

export const bankStatement = (change: Partial<BankStatement> = {}): BankStatement => ({
  id: billingIds.statement,
  fileName: 'bank.csv',
  currency: 'EUR',
  counts: { proposed: 1, unmatched: 1, confirmed: 0, ignored: 1 },
  known: 0,
  uploadedBy: 'Grace Hopper',
  createdAt: at,
  ...change,
})

export const bankLine = (change: Partial<BankLine> = {}): BankLine => ({
  id: billingIds.bankLine,
  position: 2,
  bookedOn: '2026-02-10',
  amount: eur(123_450),
  payer: 'Ada Lovelace',
  reference: 'INV 2026 0042',
  state: 'proposed',
  proposal: {
    customerId: ids.ada,
    customerName: 'Analytical Engines Ltd',
    invoiceId: billingIds.invoice,
    invoiceNumber: 'INV-2026-0042',
    reason: 'reference-and-amount',
    amountDue: eur(123_450),
  },
  paymentId: null,
  ...change,
})
