import type { RefusalCode } from '#contracts/error-codes.ts'
import type { Interval, LocalDate, Period } from '#server/platform/calendar/index.ts'
import type { Currency, Money } from '#server/platform/money/index.ts'
import type { ChargeKind } from './discounts.ts'
import type { LineTax } from './facts.ts'

/** The id of a row, or the name of one that the plan adds, for example "new:item:0". */
export type Ref = string

export type ChangeKind =
  | 'start'
  | 'activate'
  | 'renew'
  | 'change-items'
  | 'redeem'
  | 'remove-coupon'
  | 'cancel'
  | 'resume'
  | 'pause'
  | 'end'
  | 'one-time'
  | 'late-fee'

export interface PlannedChange {
  readonly subscription: Ref | null
  readonly kind: ChangeKind
  readonly effectiveOn: LocalDate
  readonly data: Readonly<Record<string, unknown>>
}

/** The new values of a subscription. `created`: it is added. */
export interface PlannedSubscription {
  readonly ref: Ref
  readonly created: boolean
  readonly status: 'pending' | 'active' | 'paused' | 'ended'
  readonly currency: Currency
  readonly interval: Interval
  readonly anchorOn: LocalDate
  readonly startOn: LocalDate
  readonly trialEndsOn: LocalDate | null
  readonly billedThrough: LocalDate | null
  readonly nextBillOn: LocalDate | null
  readonly cancelOn: LocalDate | null
  readonly pausedOn: LocalDate | null
  readonly endedOn: LocalDate | null
  readonly provision: 'none' | 'now' | 'after-payment'
}

export interface PlannedItem {
  readonly ref: Ref
  readonly subscription: Ref
  readonly priceId: string
  readonly productId: string
  readonly quantity: number
  readonly description: string
  readonly fromOn: LocalDate
  readonly untilOn: LocalDate | null
  readonly replaces: Ref | null
}

/** New values of a redeemed coupon: its periods count from another date. `durationPeriods` null: forever. */
export interface PlannedCouponMove {
  readonly subscription: Ref
  readonly couponId: string
  readonly fromOn: LocalDate
  readonly durationPeriods: number | null
}

export interface PlannedCharge {
  readonly subscription: Ref | null
  readonly item: Ref | null
  readonly productId: string | null
  readonly kind: ChargeKind
  /** Whether it belongs to the plan's change. A renewal is charged once whatever causes it. */
  readonly ofChange: boolean
  readonly lateInvoiceId: string | null
  /** Before the discount. Negative for a credit. */
  readonly amount: Money
  /** With the sign of the amount. */
  readonly discount: Money
  readonly explanation: Readonly<Record<string, unknown>>
}

export interface PlannedLine {
  readonly description: string
  readonly quantity: number
  readonly unitAmount: Money
  readonly period: Period | null
  readonly amount: Money
  /** The part that a coupon takes off, with the sign of the amount. */
  readonly discount: Money
  readonly taxIncluded: boolean
  readonly tax: LineTax
  readonly taxKey: string
  readonly net: Money
  readonly explanation: string | null
  readonly subscription: Ref | null
  readonly productId: string | null
  /** Null: a line of a credit note. */
  readonly charge: PlannedCharge | null
  readonly creditedLineId: string | null
}

export interface PlannedTax {
  readonly key: string
  readonly country: string
  readonly region: string
  readonly category: string
  readonly treatment: string
  readonly name: string
  readonly ratePpm: number
  readonly base: Money
  readonly amount: Money
  readonly note: string | null
}

export interface PlannedDocument {
  readonly ref: Ref
  readonly kind: 'invoice' | 'credit-note'
  readonly issuedOn: LocalDate
  readonly dueOn: LocalDate | null
  readonly currency: Currency
  readonly lines: readonly PlannedLine[]
  readonly taxes: readonly PlannedTax[]
  readonly net: Money
  readonly tax: Money
  readonly total: Money
  readonly amountDue: Money
  readonly unallocated: Money
  readonly status: 'open' | 'paid'
  readonly creditedInvoiceId: string | null
  readonly reason: string | null
  readonly notes: readonly string[]
  readonly taxDecision: Readonly<Record<string, unknown>>
}

export interface PlannedPosting {
  readonly account: 'receivable' | 'credit' | 'revenue' | 'tax' | 'bad-debt'
  readonly productId: string | null
  readonly taxKey: string | null
  readonly amount: Money
}

export interface PlannedEntry {
  readonly kind: 'invoice' | 'credit-note' | 'allocation' | 'write-off'
  /** A document, or "allocation:" and the index of an allocation of the plan. */
  readonly reference: Ref
  readonly postings: readonly PlannedPosting[]
}

export interface PlannedUse {
  readonly source: { readonly kind: 'payment' | 'credit-note'; readonly ref: Ref }
  readonly document: Ref
  readonly amount: Money
}

/** New values of rows that exist. */
export interface PlannedDue {
  readonly documentId: string
  readonly amountDue: Money
  readonly status: 'open' | 'paid' | 'void' | 'uncollectible'
}

export interface PlannedRest {
  readonly kind: 'payment' | 'credit-note'
  readonly id: string
  readonly unallocated: Money
}

/** Everything that an action writes. It has no new ids, so that equal plans have equal hashes. */
export interface Plan {
  readonly action: string
  readonly customerId: string
  readonly asOf: LocalDate
  readonly currency: Currency
  readonly change: PlannedChange | null
  readonly subscriptions: readonly PlannedSubscription[]
  readonly items: readonly PlannedItem[]
  /** Null: the item has no end any more. */
  readonly endedItems: readonly { readonly itemId: string; readonly untilOn: LocalDate | null }[]
  /** Items of a subscription that begins on another day than was agreed. */
  readonly movedItems: readonly { readonly itemId: string; readonly fromOn: LocalDate }[]
  readonly redemption: {
    readonly couponId: string
    readonly subscription: Ref
    readonly fromOn: LocalDate
  } | null
  readonly couponMove: PlannedCouponMove | null
  readonly documents: readonly PlannedDocument[]
  readonly entries: readonly PlannedEntry[]
  readonly uses: readonly PlannedUse[]
  readonly dues: readonly PlannedDue[]
  readonly rests: readonly PlannedRest[]
}

/** The action is not possible with these facts. `message` states the reason and the remedy. */
export class PlanRefused extends Error {
  override readonly name = 'PlanRefused'
  readonly code: RefusalCode
  readonly field: string | null
  constructor(code: RefusalCode, message: string, field: string | null = null) {
    super(message)
    this.code = code
    this.field = field
  }
}

/** A tax rate is missing. A new rate can remove the reason. */
export class RateMissing extends PlanRefused {}

/** The customer must be looked at by staff before anything is billed. */
export class PlanParked extends Error {
  override readonly name = 'PlanParked'
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
