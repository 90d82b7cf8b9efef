import { z } from 'zod'
import { type Currency, isCurrency } from './currencies.ts'

/** The largest number of minor units that every JSON reader can hold: 2^53 - 1. */
export const largestAmount = 9_007_199_254_740_991n

/** An integer number of minor units as a string: "1234" is 12.34 EUR. */
const amountText = z
  .string({ error: 'The amount must be a string of minor units, for example "1234" for 12.34.' })
  .regex(/^(?:0|-?[1-9]\d{0,15})$/, 'The amount must be a whole number of minor units, for example "1234".')
  .refine((text) => text.length < 16 || withinLimit(text), 'The amount is too large.')

function withinLimit(text: string): boolean {
  // The pattern has failed already, and zod runs the next check all the same.
  if (!/^-?\d+$/.test(text)) return true
  const amount = BigInt(text)
  return amount <= largestAmount && amount >= -largestAmount
}

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

/** An amount that a caller may pay or charge: more than zero. */
export const positiveMoney = money.refine(({ amount }) => !/^(?:0|-)/.test(amount), {
  error: 'The amount must be more than zero.',
  path: ['amount'],
})
