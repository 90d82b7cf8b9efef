import { type Currency, exponentOf } from './currencies.ts'

/** Returns minor units as a decimal number: 1234 EUR is "12.34", and 5 KWD is "0.005". */
export function decimalText(amount: bigint, currency: Currency): string {
  const exponent = exponentOf(currency)
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const fraction = digits.slice(digits.length - exponent)
  return `${amount < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/**
 * Reads a decimal number such as "12.34" or "1,234.50" as minor units. Returns null for other text, and for more decimals
 * than the currency has, unless they are zeros. Three of them are refused, because they can group thousands.
 * @param point the decimal separator. The other one of "." and ",", spaces and apostrophes may group thousands.
 */
export function amountOf(text: string, currency: Currency, point: '.' | ',' = '.'): bigint | null {
  const group = point === '.' ? ',' : '\\.'
  const pattern = new RegExp(
    `^([+-]?)(\\d+|\\d{1,3}(?:[${group}'\\u2019 \\u00a0\\u202f]\\d{3})+)(?:\\${point}(\\d+))?$`,
  )
  const [matched, sign, whole = '', fraction = ''] = pattern.exec(text.trim().replace(/^\u2212/, '-')) ?? []
  if (matched === undefined) return null
  const exponent = exponentOf(currency)
  if (!/^0*$/.test(fraction.slice(exponent))) return null
  // "1.000" can be a thousand.
  if (fraction.length === 3 && exponent < 3) return null
  const amount = BigInt(whole.replace(/\D/g, '') + fraction.slice(0, exponent).padEnd(exponent, '0'))
  return sign === '-' ? -amount : amount
}
