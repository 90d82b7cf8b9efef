import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { Amount, amountText } from '../../shared/billing/amount.tsx'
import { ChartHeading, MoneyChart } from '../../shared/billing/money-chart.tsx'
import { monthName } from '../../shared/billing/months.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { type ReportFilter, reportQueryOf } from './report-filter.ts'
import { ReportPanels } from './report-panels.tsx'
import { ReportTable } from './report-table.tsx'

const text = words.reports

/** Revenue by month as bars, and by product. */
export function RevenueView({ filter }: { filter: ReportFilter }) {
  const query = useQuery(api.reports.revenue.queryOptions({ input: reportQueryOf(filter) }))
  return (
    <ReportPanels
      query={query}
      caption={({ from, to }) => text.ofRange(formatLocalDate(from), formatLocalDate(to))}
      none={{ title: text.none, help: text.noneHelp }}
    >
      {({ currency, total, months, products }) => (
        <>
          <MoneyChart
            kind="bars"
            label={text.inCurrency(text.revenueByMonth, currency)}
            summary={<ChartHeading label={text.revenueByMonth}>{amountText(total)}</ChartHeading>}
            points={months.map(({ month, amount }) => ({ key: month, name: monthName(month), amount }))}
            currency={currency}
            empty={text.none}
          />
          <ReportTable
            label={text.inCurrency(text.revenueByProduct, currency)}
            columns={[text.product, text.revenue]}
            rows={products.map(({ product, amount }) => ({
              key: product?.id ?? '',
              cells: [
                product === null ? text.withoutProduct : <UserText key={product.id}>{product.name}</UserText>,
                <Amount key="amount" value={amount} />,
              ],
            }))}
            total={[text.total, <Amount key="total" value={total} />]}
          />
        </>
      )}
    </ReportPanels>
  )
}
