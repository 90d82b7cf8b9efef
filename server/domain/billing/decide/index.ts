/** Computes amounts from facts. Pure: no clock, no database. The only code that imports the arithmetic of money. */
export {
  type AllocationPlan,
  allocateOldestFirst,
  byAge,
  type CreditSource,
  type OpenDocument,
  type PlannedAllocation,
} from './allocations.ts'
export { renewalAfterCoupon } from './coupon.ts'
export {
  type CreditableGroup,
  CreditExceedsInvoice,
  creditGross,
  creditNet,
  creditUpTo,
  type NetAndTax,
} from './credit-notes.ts'
export { type Action, decide } from './decide.ts'
export {
  type ChargeKind,
  coversPeriod,
  type Discount,
  type DiscountableLine,
  discountLines,
} from './discounts.ts'
export { postingsOf, treatmentNotes } from './document.ts'
export {
  type DunningFacts,
  decideDunning,
  type ForecastStep,
  forecastDunning,
  type LateFeeOf,
  type OwedInvoice,
  type PlannedStep,
  type PolicyStep,
  type RecordedStep,
} from './dunning.ts'
export {
  type DueSteps,
  type DunningAction,
  type DunningStep,
  dueSteps,
  type LateFee,
  lateFee,
  retryDays,
  type ScheduledStep,
} from './dunning-schedule.ts'
export type {
  ChargeFacts,
  CouponFacts,
  CreditFacts,
  Facts,
  InvoiceFacts,
  InvoiceTaxFacts,
  ItemFacts,
  LineTax,
  OpenInvoiceFacts,
  PriceFacts,
  RedemptionFacts,
  SubscriptionFacts,
} from './facts.ts'
export { knownRates } from './known-rates.ts'
export {
  isWithoutMrr,
  type MonthCount,
  type MrrMonth,
  mrrByMonth,
  type RecurringHistory,
  type RecurringItem,
} from './mrr.ts'
export {
  type Plan,
  type PlannedDocument,
  type PlannedLine,
  PlanParked,
  PlanRefused,
  RateMissing,
  type Ref,
} from './plan.ts'
export {
  type Charged,
  chargeFor,
  creditUnused,
  type DayShare,
  dayShare,
  type UnusedCredit,
  wholePeriod,
} from './proration.ts'
export { type ReplayedChange, replayChange, replayRenewals } from './replay.ts'
export { ratesFor, type TaxRate } from './tax-rates.ts'
export { normalizedPostcode, type TaxPlace, taxPlace } from './tax-territories.ts'
export {
  type AppliedRate,
  decideTax,
  type TaxDecision,
  type TaxIdCheck,
  type TaxInputs,
  type TaxPolicy,
  type TaxReason,
  type TaxUndecided,
  type Treatment,
} from './tax-treatment.ts'
export {
  type DocumentTaxes,
  effectiveRate,
  type TaxableLine,
  type TaxedLine,
  type TaxGroup,
  taxDocument,
} from './taxes.ts'
export { catchUpLimit } from './working.ts'
