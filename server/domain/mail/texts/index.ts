import type { MailLanguage } from '#contracts/mail/kinds.ts'
import { isCurrency } from '#contracts/money/currencies.ts'
import { formatMoney } from '#contracts/money/format.ts'
import { de } from './de/index.ts'
import { en } from './en/index.ts'
import { factorChanges, type MailTexts } from './template-text.ts'

/** One folder per language. */
export const mailTexts: Readonly<Record<MailLanguage, MailTexts>> = { en, de }

/** Returns the change of second factors as text. A mail of an earlier release has the English text already. */
export const changeText = (language: MailLanguage, change: string): string => {
  const known = factorChanges.find((each) => each === change)
  return known ? mailTexts[language].factorChanges[known] : change
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** "1 hour", "3 days", in whole units that are not longer than the validity. */
export function validityText(language: MailLanguage, ms: number): string {
  const [count, unit] =
    ms >= 2 * dayMs
      ? ([Math.floor(ms / dayMs), 'day'] as const)
      : ([Math.max(1, Math.floor(ms / hourMs)), 'hour'] as const)
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
}

/** Returns amounts as a mail stores them, "11900 EUR", as text: "€119.00". Several are separated by ", ". */
export const moneyText = (language: MailLanguage, amounts: string): string =>
  amounts
    .split(', ')
    .map((each) => {
      const [amount = '', currency = ''] = each.split(' ')
      return /^-?\d+$/.test(amount) && isCurrency(currency)
        ? formatMoney(BigInt(amount), currency, language)
        : each
    })
    .join(', ')

/** Returns a date as a mail stores it, "2026-03-15", as text: "March 15, 2026". */
export function dateText(language: MailLanguage, date: string): string {
  const at = new Date(`${date}T00:00:00Z`)
  return Number.isNaN(at.getTime())
    ? date
    : new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(at)
}
