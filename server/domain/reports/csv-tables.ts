import { isCurrency } from '#contracts/money/currencies.ts'
import { decimalText } from '#contracts/money/decimal.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import { percentOf } from '#contracts/percent.ts'
import type {
  AgingBucket,
  AgingReport,
  MrrReport,
  RevenueReport,
  TaxReport,
} from '#contracts/reports/schemas.ts'
import type { CsvValue } from '../csv/index.ts'

type Rows = (readonly CsvValue[])[]

/** With as many decimals as the currency has. */
const decimal = ({ amount, currency }: MoneyJson): CsvValue => ({
  decimal: isCurrency(currency) ? decimalText(BigInt(amount), currency) : amount,
})

export const revenueTable = ({ from, to, items }: RevenueReport): Rows => [
  ['From', 'To', 'Product', 'Product ID', 'Currency', 'Revenue'],
  ...items.flatMap(({ currency, products }) =>
    products.map(({ product, amount }) => [
      from,
      to,
      product?.name ?? null,
      product?.id ?? null,
      currency,
      decimal(amount),
    ]),
  ),
]

export const taxTable = ({ from, to, items }: TaxReport): Rows => [
  ['From', 'To', 'Country', 'Region', 'Name', 'Treatment', 'Rate in %', 'Currency', 'Net', 'Tax'],
  ...items.flatMap(({ currency, rates }) =>
    rates.map(({ country, region, name, treatment, ratePpm, base, tax }) => [
      from,
      to,
      country,
      region,
      name,
      treatment,
      { decimal: percentOf(ratePpm) },
      currency,
      decimal(base),
      decimal(tax),
    ]),
  ),
]

// A spreadsheet reads 1-30 as a date.
const daysOverdue: Readonly<Record<AgingBucket, string>> = {
  'not-due': 'not due',
  '1-30': '1 to 30',
  '31-60': '31 to 60',
  '61-90': '61 to 90',
  'over-90': 'over 90',
}

export const agingTable = ({ asOf, items }: AgingReport): Rows => [
  ['As of', 'Days overdue', 'Currency', 'Invoices', 'Amount due'],
  ...items.flatMap(({ currency, buckets }) =>
    buckets.map(({ bucket, invoices, amount }) => [
      asOf,
      daysOverdue[bucket],
      currency,
      invoices,
      decimal(amount),
    ]),
  ),
]

export const mrrTable = ({ items }: MrrReport): Rows => [
  [
    'Month',
    'Currency',
    'MRR at start',
    'New',
    'Expansion',
    'Contraction',
    'Churn',
    'Reactivation',
    'MRR at end',
  ],
  ...items.flatMap(({ currency, months }) =>
    months.map(({ month, start, end, ...moved }) => [
      month,
      currency,
      ...[start, moved.new, moved.expansion, moved.contraction, moved.churn, moved.reactivation, end].map(
        decimal,
      ),
    ]),
  ),
]
