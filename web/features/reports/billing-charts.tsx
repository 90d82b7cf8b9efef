import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Currency } from '#contracts/money/currencies.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import type { BillingOverview } from '#contracts/reports/schemas.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { Amount, amountText } from '../../shared/billing/amount.tsx'
import { ChartHeading, MoneyChart } from '../../shared/billing/money-chart.tsx'
import { monthName } from '../../shared/billing/months.ts'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { Stat, Stats } from '../../ui/stat.tsx'
import { words } from '../../words/index.ts'

const text = words.reports

type Item = BillingOverview['items'][number]

/** Overdue, revenue, MRR and payments of one currency, now and in the last 12 months. */
export function BillingCharts({ overview: { asOf, items } }: { overview: BillingOverview }) {
  const [chosen, setChosen] = useState<Currency>()
  const item = items.find(({ currency }) => currency === chosen) ?? items[0]
  if (!item) return null
  return (
    <Panel>
      <PanelTitle
        aside={
          <span className="-my-1 flex items-center gap-3 text-sm">
            {items.length > 1 && (
              <Select
                aria-label={text.currency}
                value={item.currency}
                onChange={({ target }) =>
                  setChosen(items.find(({ currency }) => currency === target.value)?.currency)
                }
              >
                {items.map(({ currency }) => (
                  <option key={currency}>{currency}</option>
                ))}
              </Select>
            )}
            <Link to="/reports" className="whitespace-nowrap underline">
              {text.allReports}
            </Link>
          </span>
        }
      >
        {text.billing}
      </PanelTitle>
      <Numbers item={item} asOf={asOf} />
      <div className="grid grid-cols-[minmax(0,1fr)] divide-line max-lg:divide-y lg:grid-cols-3 lg:divide-x">
        <Months item={item} label={text.revenueByMonth} of={({ revenue }) => revenue} />
        <Months item={item} label={text.mrrByMonth} of={({ mrr }) => mrr} kind="line" />
        <Months item={item} label={text.collectedByMonth} of={({ collected }) => collected} />
      </div>
    </Panel>
  )
}

function Numbers({ item: { overdue, months }, asOf }: { item: Item; asOf: string }) {
  const present = months.at(-1)
  return (
    <div className="border-b border-line p-3">
      <Stats>
        <Stat
          label={text.overdue}
          value={<Amount value={overdue.amount} />}
          note={
            <Link to="/invoices" search={{ status: 'overdue' }} className="underline">
              {text.invoicesOf(overdue.invoices)}
            </Link>
          }
        />
        {present && (
          <>
            <Stat
              label={text.revenueOfMonth}
              value={<Amount value={present.revenue} />}
              note={text.withoutTax}
            />
            <Stat
              label={text.mrr}
              value={<Amount value={present.mrr} />}
              note={text.asOf(formatLocalDate(asOf))}
            />
            <Stat
              label={text.collectedOfMonth}
              value={<Amount value={present.collected} />}
              note={text.lessRefunds}
            />
          </>
        )}
      </Stats>
    </div>
  )
}

interface MonthsProps {
  item: Item
  label: string
  of: (month: Item['months'][number]) => MoneyJson
  kind?: 'bars' | 'line'
}

/** One amount of each month. The heading has that of the month before, the last whole one. */
function Months({ item: { currency, months }, label, of, kind = 'bars' }: MonthsProps) {
  const before = months.at(-2)
  return (
    <MoneyChart
      kind={kind}
      label={label}
      summary={
        <ChartHeading label={label}>
          {before && text.inMonth(amountText(of(before)), monthName(before.month))}
        </ChartHeading>
      }
      points={months.map((each) => ({ key: each.month, name: monthName(each.month), amount: of(each) }))}
      currency={currency}
      empty={text.nothingYet}
    />
  )
}
