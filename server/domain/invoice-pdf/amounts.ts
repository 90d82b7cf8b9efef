import type { MailLanguage } from '#contracts/mail/kinds.ts'
import { decimalText } from '#contracts/money/decimal.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'

const separators = {
  en: { thousands: ',', decimal: '.' },
  de: { thousands: '.', decimal: ',' },
} as const
const minus = '\u2212'
const space = '\u00a0'

// Not by Intl: a later release of its data would change the bytes of an old document.
function numberText(decimal: string, language: MailLanguage): string {
  const { thousands, decimal: point } = separators[language]
  const [whole = '', fraction] = decimal.replace('-', '').split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands)
  return `${decimal.startsWith('-') ? minus : ''}${grouped}${fraction ? point + fraction : ''}`
}

/** "1,234.50" */
export const amountText = (money: MoneyJson, language: MailLanguage): string =>
  numberText(decimalText(BigInt(money.amount), money.currency), language)

/** "1,234.50 EUR" */
export const moneyText = (money: MoneyJson, language: MailLanguage): string =>
  `${amountText(money, language)}${space}${money.currency}`

/** 190000 is "19%", 99750 is "9.975%". */
export function rateText(ratePpm: number, language: MailLanguage): string {
  const digits = String(ratePpm).padStart(5, '0')
  const decimal = `${digits.slice(0, -4)}.${digits.slice(-4)}`
  const text = numberText(decimal.replace(/\.?0+$/, ''), language)
  return language === 'de' ? `${text}${space}%` : `${text}%`
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** "2026-11-05" is "5 Nov 2026", or "05.11.2026" in German. */
export function dateText(date: string, language: MailLanguage): string {
  const [year, month, day] = date.split('-')
  if (language === 'de') return `${day}.${month}.${year}`
  return `${Number(day)}${space}${months[Number(month) - 1]}${space}${year}`
}

/** The last day of a half-open period that ends before `end`. */
export function lastDayBefore(end: string): string {
  const day = new Date(`${end}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - 1)
  return day.toISOString().slice(0, 10)
}

/** "DE02120300000000202051" in groups of four. */
export const ibanText = (iban: string): string =>
  iban.replace(/\s/g, '').replace(/(.{4})(?=.)/g, `$1${space}`)
