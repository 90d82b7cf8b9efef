import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { formatNumber } from '../../lib/format.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { Amount, amountText } from '../../shared/billing/amount.tsx'
import { ChartHeading, MoneyChart } from '../../shared/billing/money-chart.tsx'
import { words } from '../../words/index.ts'
import type { ReportFilter } from './report-filter.ts'
import { ReportPanels } from './report-panels.tsx'
import { ReportTable } from './report-table.tsx'

const text = words.reports

/** Open invoices by days overdue. It has no range: it is about today. */
export function AgingView({ filter: { currency } }: { filter: ReportFilter }) {
  const query = useQuery(api.reports.aging.queryOptions({ input: currency ? { currency } : {} }))
  return (
    <ReportPanels
      query={query}
      caption={({ asOf }) => text.asOf(formatLocalDate(asOf))}
      none={{ title: text.noInvoices, help: text.noInvoicesHelp }}
    >
      {(item) => (
        <>
          <MoneyChart
            kind="bars"
            label={text.inCurrency(text.dueByAge, item.currency)}
            summary={
              <ChartHeading label={text.dueByAge}>
                {text.overdueOf(amountText(item.overdue), amountText(item.total))}
              </ChartHeading>
            }
            points={item.buckets.map(({ bucket, amount }) => ({
              key: bucket,
              name: text.buckets[bucket],
              amount,
            }))}
            currency={item.currency}
            empty={text.noInvoices}
          />
          <ReportTable
            label={text.inCurrency(text.agingTable, item.currency)}
            columns={[text.bucket, text.invoices, text.due]}
            rows={item.buckets.map(({ bucket, invoices, amount }) => ({
              key: bucket,
              cells: [text.buckets[bucket], formatNumber(invoices), <Amount key="amount" value={amount} />],
            }))}
            total={[
              text.total,
              formatNumber(item.buckets.reduce((all, { invoices }) => all + invoices, 0)),
              <Amount key="total" value={item.total} />,
            ]}
          />
        </>
      )}
    </ReportPanels>
  )
}
