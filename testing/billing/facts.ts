import type { Facts, PriceFacts, SubscriptionFacts } from '#server/domain/billing/decide/index.ts'
import { type LocalDate, localDate } from '#server/platform/calendar/index.ts'
import { type Currency, type Money, money } from '#server/platform/money/index.ts'

export const day = (text: string): LocalDate => localDate(text)

/** "12.34" and EUR as money. Only for currencies with two decimals. */
export const eur = (text: string, currency: Currency = 'EUR'): Money => {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  const amount = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0') || '0')
  return money(text.startsWith('-') ? -amount : amount, currency)
}

/** An amount as text with two decimals. */
export const text = ({ amount }: Money): string => {
  const size = amount < 0n ? -amount : amount
  return `${amount < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`
}

export const monthly = { unit: 'month', count: 1 } as const

/** A price for each month without taxes and setup fee. */
export const priceOf = (amount: string, given: Partial<PriceFacts> = {}): PriceFacts => ({
  priceId: `price ${amount}`,
  productId: 'product',
  productName: 'Plan',
  taxCategory: 'standard',
  amount: eur(amount),
  setupFee: eur('0.00'),
  interval: monthly,
  taxIncluded: false,
  ...given,
})

/** A seller in Germany without tax rates, and a customer in the same place. */
export function factsOf(asOf: string, given: Partial<Facts> = {}): Facts {
  return {
    asOf: day(asOf),
    customerId: 'customer',
    currency: 'EUR',
    paymentTermsDays: 14,
    invoiceDaysAhead: 0,
    catchUpPeriods: 3,
    seller: { country: 'DE', postcode: '10115' },
    customer: {
      country: 'DE',
      region: null,
      postcode: '10115',
      taxId: null,
      taxIdCheck: null,
      exemption: null,
    },
    taxPolicy: { crossBorderConsumers: 'destination', uncheckedTaxId: 'charge', checkValidDays: 30 },
    taxRates: [],
    subscriptions: [],
    prices: new Map(),
    openInvoices: [],
    credits: [],
    invoices: new Map(),
    ...given,
  }
}

export const withPrices = (...prices: PriceFacts[]): Pick<Facts, 'prices'> => ({
  prices: new Map(prices.map((price) => [price.priceId, price])),
})

/** An active subscription that is billed up to a date. */
export function subscriptionOf(
  price: PriceFacts,
  dates: { anchorOn: string; billedThrough: string },
  given: Partial<SubscriptionFacts> = {},
): SubscriptionFacts {
  return {
    subscriptionId: 'subscription',
    status: 'active',
    currency: price.amount.currency,
    interval: price.interval ?? monthly,
    anchorOn: day(dates.anchorOn),
    startOn: day(dates.anchorOn),
    trialEndsOn: null,
    billedThrough: day(dates.billedThrough),
    nextBillOn: day(dates.billedThrough),
    cancelOn: null,
    provision: 'none',
    items: [{ itemId: 'item', price, quantity: 1, fromOn: day(dates.anchorOn), untilOn: null }],
    coupon: null,
    charges: [],
    discountUsed: new Map(),
    ...given,
  }
}
