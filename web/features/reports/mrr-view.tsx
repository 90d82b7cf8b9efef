import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { Amount, amountText } from '../../shared/billing/amount.tsx'
import { ChartHeading, MoneyChart } from '../../shared/billing/money-chart.tsx'
import { monthName } from '../../shared/billing/months.ts'
import { words } from '../../words/index.ts'
import { type ReportFilter, reportQueryOf } from './report-filter.ts'
import { ReportPanels } from './report-panels.tsx'
import { ReportTable } from './report-table.tsx'

const text = words.reports
const kinds = ['new', 'expansion', 'contraction', 'churn', 'reactivation'] as const

/** MRR at the ends of months as a line, and its movements. */
export function MrrView({ filter }: { filter: ReportFilter }) {
  const query = useQuery(api.reports.mrr.queryOptions({ input: reportQueryOf(filter) }))
  return (
    <ReportPanels
      query={query}
      caption={({ from, to }) => text.ofRange(formatLocalDate(from), formatLocalDate(to))}
      none={{ title: text.noMrr, help: text.noneHelp }}
    >
      {({ currency, start, end, months }) => (
        <>
          <MoneyChart
            kind="line"
            label={text.inCurrency(text.mrrByMonth, currency)}
            summary={
              <ChartHeading label={text.mrrByMonth}>
                {text.mrrFromTo(amountText(start), amountText(end))}
              </ChartHeading>
            }
            points={months.map((each) => ({
              key: each.month,
              name: monthName(each.month),
              amount: each.end,
            }))}
            currency={currency}
            empty={text.noMrr}
          />
          <ReportTable
            label={text.inCurrency(text.mrrTable, currency)}
            columns={[text.month, text.start, ...kinds.map((kind) => text.movements[kind]), text.end]}
            rows={months.map((each) => ({
              key: each.month,
              cells: [
                monthName(each.month),
                <Amount key="start" value={each.start} />,
                ...kinds.map((kind) => <Amount key={kind} value={each[kind]} />),
                <Amount key="end" value={each.end} />,
              ],
            }))}
          />
        </>
      )}
    </ReportPanels>
  )
}
