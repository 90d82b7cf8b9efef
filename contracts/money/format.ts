import type { Currency } from './currencies.ts'
import { exponentOf } from './currencies.ts'
import { decimalText } from './decimal.ts'

const formats = new Map<string, Intl.NumberFormat>()

function formatOf(locale: string, currency: Currency): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const digits = exponentOf(currency)
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  formats.set(key, format)
  return format
}

/** Returns money as text for people, for example "€12.34" or "12,34 €". @param locale BCP 47, for example en-US */
export const formatMoney = (amount: bigint, currency: Currency, locale: string): string =>
  // A string keeps every digit. A number would round large amounts.
  formatOf(locale, currency).format(decimalText(amount, currency) as Intl.StringNumericLiteral)
