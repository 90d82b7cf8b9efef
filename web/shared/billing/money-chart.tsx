import type { ReactNode } from 'react'
import type { Currency } from '#contracts/money/currencies.ts'
import { decimalText } from '#contracts/money/decimal.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import { BarChart } from '../../ui/bar-chart.tsx'
import { ChartFrame } from '../../ui/chart-frame.tsx'
import { ChartLines } from '../../ui/chart-lines.tsx'
import { locale } from '../../words/locale.ts'
import { amountText } from './amount.tsx'

export interface MoneyPoint {
  key: string
  name: string
  amount: MoneyJson
}

interface MoneyChartProps {
  label: string
  /** One sentence with the number that the chart is about. */
  summary: ReactNode
  points: readonly MoneyPoint[]
  currency: Currency
  /** Shown if every amount is zero or less. */
  empty: string
  kind: 'bars' | 'line'
}

/** The smallest of 1, 2, 4, 6, 8, 10 times a power of ten that is not below: its half is a short number too. */
function axisTop(most: bigint): bigint {
  let unit = 1n
  // not-money: the scale of an axis, in minor units of any currency
  while (unit * 10n < most) unit *= 10n
  return [1n, 2n, 4n, 6n, 8n, 10n].map((factor) => factor * unit).find((top) => top >= most) ?? most
}

// not-money: a height in the drawing
const shareOf = (amount: bigint, top: bigint): number => Number((amount * 1000n) / top) / 1000

/** "€1.5K": short, for the lines of a chart. The values themselves are exact. */
function shortText(amount: bigint, currency: Currency): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    maximumFractionDigits: 1,
    minimumFractionDigits: 0,
  })
  return format.format(decimalText(amount, currency) as Intl.StringNumericLiteral)
}

/** Amounts of one currency as bars or a line, with the exact values in the table. An amount below zero has no height. */
export function MoneyChart({ label, summary, points, currency, empty, kind }: MoneyChartProps) {
  const amounts = points.map(({ amount }) => BigInt(amount.amount))
  const most = amounts.reduce((left, right) => (left > right ? left : right), 0n)
  const top = axisTop(most)
  const drawn = points.map(({ key, name, amount }, index) => {
    const value = amounts[index] ?? 0n
    return { key, name, text: amountText(amount), height: value > 0n ? shareOf(value, top) : 0 }
  })
  const frame = {
    label,
    summary,
    empty: most > 0n ? undefined : empty,
    grid: [0n, 1n, 2n].map((half) => ({
      // not-money: a height in the drawing
      height: Number(half) / 2,
      label: shortText((top * half) / 2n, currency),
    })),
  }
  if (kind === 'bars') return <BarChart {...frame} bars={drawn} />
  // LineChart is part of the start page. If it were shared, it would be a file of its own in that first load.
  return (
    <ChartFrame {...frame} points={drawn}>
      <ChartLines label={label} points={drawn} />
    </ChartFrame>
  )
}

/** The name of a chart, and the number that it is about. */
export function ChartHeading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <span className="block font-medium">{label}</span>
      <span className="block text-muted">{children}</span>
    </>
  )
}
