import { type Currency, isCurrency } from '#contracts/money/currencies.ts'
import { formatMoney } from '#contracts/money/format.ts'
import { words } from '../../words/index.ts'
import { locale } from '../../words/locale.ts'

/** Money as the API returns it, as text: "€12.50". */
export const showMoney = ({ amount, currency }: { amount: string; currency: string }): string =>
  isCurrency(currency) ? formatMoney(BigInt(amount), currency, locale) : `${amount} ${currency}`

interface ShownPrice {
  amount: { amount: string; currency: Currency }
  interval: { unit: keyof typeof words.money.every; count: number }
}

/** "€12.50 per month", "€100.00 every 2 years", "€5.00 once" */
export const showPrice = ({ amount, interval }: ShownPrice): string =>
  `${showMoney(amount)} ${words.money.every[interval.unit](interval.count)}`
