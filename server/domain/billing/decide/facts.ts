import type { Interval, LocalDate, Period } from '#server/platform/calendar/index.ts'
import type { Currency, Money } from '#server/platform/money/index.ts'
import type { CreditSource, OpenDocument } from './allocations.ts'
import type { ChargeKind, Discount } from './discounts.ts'
import type { TaxRate } from './tax-rates.ts'
import type { AppliedRate, TaxInputs, TaxPolicy, Treatment } from './tax-treatment.ts'

/** The immutable price of a product. `interval`: null if it is charged once. */
export interface PriceFacts {
  readonly priceId: string
  readonly productId: string
  readonly productName: string
  readonly taxCategory: string
  readonly amount: Money
  readonly setupFee: Money
  readonly interval: Interval | null
  readonly taxIncluded: boolean
}

export interface ItemFacts {
  readonly itemId: string
  /** Pinned: later prices of the product do not matter (R29). */
  readonly price: PriceFacts
  readonly quantity: number
  readonly fromOn: LocalDate
  /** Null: no end is agreed. */
  readonly untilOn: LocalDate | null
  /** It was added for a later period, and its setup fee is charged with that. */
  readonly owesSetup?: boolean
  /** The item that it replaces. Undefined: none. */
  readonly replaces?: string
}

/** How a line was taxed, stored with its charge: a credit is taxed as what it takes back. */
export interface LineTax {
  readonly category: string
  readonly treatment: Treatment
  readonly rates: readonly AppliedRate[]
}

/** A recurring charge that reaches into the future. */
export interface ChargeFacts {
  readonly itemId: string
  readonly period: Period
  /** The start of the billing period that it belongs to. */
  readonly periodStart: LocalDate
  readonly amount: Money
  /** Not negative. */
  readonly discount: Money
  readonly taxIncluded: boolean
  readonly tax: LineTax
  readonly invoiceId: string
  readonly lineId: string
  /** An earlier change credited the days from this one on. Null: none did. */
  readonly creditedFrom: LocalDate | null
  readonly chargeId: string
  /** Of its line, and the part that credit notes took back of this line. */
  readonly net: Money
  readonly creditedNet: Money
  /** The net that credit notes took back without naming a line, and that of the lines that share it. Null: none. */
  readonly creditedTogether: { readonly credited: Money; readonly ofNet: Money } | null
}

export interface CouponFacts {
  readonly couponId: string
  readonly code: string
  readonly value: Discount['value']
  readonly scope: Discount['scope']
  readonly productIds: readonly string[] | null
  /** Null: forever. */
  readonly durationPeriods: number | null
}

/** `durationPeriods`: those that are left from `fromOn` on. */
export interface RedemptionFacts extends CouponFacts {
  readonly fromOn: LocalDate
  /** Staff removed it: `durationPeriods` are the billed ones, and no change gives it others. */
  readonly isRemoved?: boolean
}

export interface SubscriptionFacts {
  readonly subscriptionId: string
  readonly status: 'pending' | 'active' | 'paused' | 'ended'
  readonly currency: Currency
  readonly interval: Interval
  readonly anchorOn: LocalDate
  readonly startOn: LocalDate
  readonly trialEndsOn: LocalDate | null
  readonly billedThrough: LocalDate | null
  readonly nextBillOn: LocalDate | null
  readonly cancelOn: LocalDate | null
  readonly provision: 'none' | 'now' | 'after-payment'
  readonly items: readonly ItemFacts[]
  /** The latest one. */
  readonly coupon: RedemptionFacts | null
  /** The values before a change that is agreed for a later day and starts new periods on it. */
  readonly beforeAgreed?: Pick<SubscriptionFacts, 'anchorOn' | 'coupon'>
  /** Those that it replaced, oldest first: they reduce their own periods only. */
  readonly earlierCoupons?: readonly RedemptionFacts[]
  /** Only loaded for an action that credits. */
  readonly charges: readonly ChargeFacts[]
  /**
   * Of a fixed discount, by the start of the period: what its charges used, less what credits returned. Without charges,
   * only of periods that a renewal can bill.
   */
  readonly discountUsed: ReadonlyMap<LocalDate, Money>
}

export interface InvoiceLineFacts {
  readonly lineId: string
  readonly description: string
  readonly productId: string | null
  readonly subscriptionId: string | null
  /** Of its charge. Null: it has none. */
  readonly kind?: ChargeKind | null
  readonly period: Period | null
  readonly taxCategory: string
  readonly net: Money
  /** By credit notes that name the line. */
  readonly creditedNet: Money
  readonly taxKeys: readonly string[]
  /** Of a line that credits the unused time of an earlier charge: the invoice of that charge. */
  readonly creditsInvoiceId?: string | null
}

export interface InvoiceTaxFacts {
  readonly key: string
  readonly country: string
  readonly region: string
  readonly category: string
  readonly treatment: Treatment
  readonly name: string
  readonly ratePpm: number
  readonly taxableSharePpm: number | null
  readonly base: Money
  readonly amount: Money
  readonly creditedBase: Money
  readonly creditedTax: Money
}

/** A finalized invoice with its earlier credit notes. */
export interface InvoiceFacts {
  readonly documentId: string
  readonly number: string
  readonly status: 'draft' | 'open' | 'paid' | 'void' | 'uncollectible'
  readonly dueOn: LocalDate
  readonly issuedOn: LocalDate
  readonly seriesNumber: number | null
  readonly total: Money
  /** The total of its credit notes. */
  readonly credited: Money
  readonly due: Money
  readonly lines: readonly InvoiceLineFacts[]
  readonly taxes: readonly InvoiceTaxFacts[]
}

/** A payment or credit note with an unused rest, oldest first. */
export interface CreditFacts extends CreditSource {
  readonly kind: 'payment' | 'credit-note'
}

export interface OpenInvoiceFacts extends OpenDocument {
  readonly total: Money
}

/** All that a plan depends on. `asOf` is today in the company's time zone, or the later day of a preview. */
export interface Facts {
  readonly asOf: LocalDate
  /** Only of a preview for a later day: the day on which it is made. */
  readonly today?: LocalDate
  readonly customerId: string
  readonly currency: Currency
  readonly paymentTermsDays: number
  readonly invoiceDaysAhead: number
  readonly catchUpPeriods: number
  /**
   * The day on which staff last closed a hold for missed periods. Those that had begun by then are billed, however many.
   * Null or undefined: there was none.
   */
  readonly missedCheckedOn?: LocalDate | null
  readonly seller: TaxInputs['seller']
  readonly customer: TaxInputs['customer']
  readonly taxPolicy: TaxPolicy
  readonly taxRates: readonly TaxRate[]
  readonly subscriptions: readonly SubscriptionFacts[]
  /** The prices that the action names. */
  readonly prices: ReadonlyMap<string, PriceFacts>
  readonly openInvoices: readonly OpenInvoiceFacts[]
  readonly credits: readonly CreditFacts[]
  /** The invoices that the action names or credits, by id. */
  readonly invoices: ReadonlyMap<string, InvoiceFacts>
}
