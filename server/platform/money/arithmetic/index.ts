/** Computes amounts. Only server/domain/billing/decide imports this. */
export { allocate, roundTo } from './allocate.ts'
export { multiply } from './multiply.ts'
export { floor, inverse, ofDecimal, ofMillion, plus, type Ratio, ratio, rounded, times } from './ratio.ts'
