import { useQuery } from '@tanstack/react-query'
import type { TaxReport } from '#contracts/reports/schemas.ts'
import { api } from '../../lib/api.ts'
import { countryName } from '../../lib/country-names.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { Amount, amountText } from '../../shared/billing/amount.tsx'
import { ChartHeading, MoneyChart } from '../../shared/billing/money-chart.tsx'
import { rateText } from '../../shared/billing/rate.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { type ReportFilter, reportQueryOf } from './report-filter.ts'
import { ReportPanels } from './report-panels.tsx'
import { ReportTable } from './report-table.tsx'

const text = words.reports

type Rate = TaxReport['items'][number]['rates'][number]

const placeOf = ({ country, region }: Rate) => [countryName(country), region].filter(Boolean).join(', ')
const rateOf = ({ name, ratePpm, treatment }: Rate) =>
  [[name, rateText(ratePpm)].filter(Boolean).join(' '), words.invoices.treatments[treatment]]
    .filter(Boolean)
    .join(' \u00b7 ')
const keyOf = ({ country, region, name, treatment, ratePpm }: Rate) =>
  [country, region, name, treatment, ratePpm].join('/')

/** Taxes by country and rate. */
export function TaxView({ filter }: { filter: ReportFilter }) {
  const query = useQuery(api.reports.tax.queryOptions({ input: reportQueryOf(filter) }))
  return (
    <ReportPanels
      query={query}
      caption={({ from, to }) => text.ofRange(formatLocalDate(from), formatLocalDate(to))}
      none={{ title: text.none, help: text.noneHelp }}
    >
      {({ currency, tax, rates }) => (
        <>
          <MoneyChart
            kind="bars"
            label={text.inCurrency(text.taxByRate, currency)}
            summary={<ChartHeading label={text.taxByRate}>{amountText(tax)}</ChartHeading>}
            points={rates.map((rate) => ({
              key: keyOf(rate),
              name: `${placeOf(rate)} ${rateOf(rate)}`,
              amount: rate.tax,
            }))}
            currency={currency}
            empty={text.noTax}
          />
          <ReportTable
            label={text.inCurrency(text.taxTable, currency)}
            texts={2}
            columns={[text.place, text.rate, text.net, text.tax]}
            rows={rates.map((rate) => ({
              key: keyOf(rate),
              cells: [
                <UserText key="place">{placeOf(rate)}</UserText>,
                <UserText key="rate">{rateOf(rate)}</UserText>,
                <Amount key="base" value={rate.base} />,
                <Amount key="tax" value={rate.tax} />,
              ],
            }))}
            total={[text.total, '', '', <Amount key="total" value={tax} />]}
          />
        </>
      )}
    </ReportPanels>
  )
}
