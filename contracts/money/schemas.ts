import { z } from 'zod'
import { type Currency, isCurrency } from './currencies.ts'

/** The largest number of minor units of one entered or booked amount: 2^53 - 1. Sums can be larger. */
export const largestAmount = 9_007_199_254_740_991n

/** An integer number of minor units as a string: "1234" is 12.34 EUR. */
const amountText = z
  .string({ error: 'The amount must be a string of minor units, for example "1234" for 12.34.' })
  .regex(/^(?:0|-?[1-9]\d{0,29})$/, 'The amount must be a whole number of minor units, for example "1234".')

/** An ISO 4217 code in capital letters. */
export const currency = z
  .string({ error: 'The currency must be an ISO 4217 code, for example EUR.' })
  .refine(
    (code): code is Currency => isCurrency(code),
    'The currency must be an ISO 4217 code, for example EUR.',
  )

/** Money in the API: `{amount: "1234", currency: "EUR"}`. */
export const money = z.strictObject({ amount: amountText, currency })
export type MoneyJson = z.infer<typeof money>

function withinLimit({ amount }: MoneyJson): boolean {
  // The pattern has failed already, and zod runs the next check all the same.
  if (!/^-?\d{1,30}$/.test(amount)) return true
  return BigInt(amount) <= largestAmount && BigInt(amount) >= -largestAmount
}

/** Money that a caller enters. */
export const enteredMoney = money.refine(withinLimit, { error: 'The amount is too large.', path: ['amount'] })

/** An amount that a caller may pay or charge: more than zero. */
export const positiveMoney = enteredMoney.refine(({ amount }) => !/^(?:0|-)/.test(amount), {
  error: 'The amount must be more than zero.',
  path: ['amount'],
})
