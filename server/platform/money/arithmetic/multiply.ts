import { type Money, money } from '../money.ts'
import { type Ratio, rounded, times } from './ratio.ts'

/** Multiplies by exact ratios and rounds once, half away from zero. */
export const multiply = ({ amount, currency }: Money, ...factors: readonly Ratio[]): Money =>
  money(rounded(factors.reduce(times, { numerator: amount, denominator: 1n })), currency)
