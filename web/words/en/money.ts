import { plural } from './plural.ts'

/** Amounts in forms and tables. */
export const money = {
  currency: 'Currency',
  required: 'Enter an amount.',
  invalid: (example: string) => `Enter an amount such as ${example}, without a currency.`,
  decimals: (currency: string, count: number) =>
    count === 0
      ? `${currency} has no decimals.`
      : plural(count, { one: `${currency} has # decimal.`, other: `${currency} has # decimals.` }),
  /** Behind a price: "every 3 months". */
  every: {
    day: (count: number) => plural(count, { one: 'per day', other: 'every # days' }),
    week: (count: number) => plural(count, { one: 'per week', other: 'every # weeks' }),
    month: (count: number) => plural(count, { one: 'per month', other: 'every # months' }),
    year: (count: number) => plural(count, { one: 'per year', other: 'every # years' }),
    once: () => 'once',
  },
}
