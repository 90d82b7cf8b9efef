import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { formatList, formatNumber } from '../../lib/format.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { Segments } from '../../ui/segments.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { amountsText } from './amounts.ts'

const text = words.dunning
const ranges = ['1', '7', '30'] as const
type Range = (typeof ranges)[number]
const daysOf: Record<Range, number> = { '1': 1, '7': 7, '30': 30 }

const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The reminders, fees and suspensions of the next days. @param today in the company's time zone */
export function ForecastPanel({ today }: { today: string }) {
  const [range, setRange] = useState<Range>('1')
  const until = daysAfter(today, daysOf[range])
  const forecast = useQuery(api.dunning.forecast.queryOptions({ input: { until } }))
  const { data } = forecast
  return (
    <Panel>
      <PanelTitle
        aside={
          <Segments
            label={text.until}
            value={range}
            onChange={setRange}
            options={ranges.map((value) => [value, text.days(daysOf[value])] as const)}
          />
        }
      >
        {text.forecast}
      </PanelTitle>
      {forecast.isError && !data && (
        <LoadError error={forecast.error} onRetry={() => void forecast.refetch()} />
      )}
      {forecast.isPending && <SkeletonRows rows={3} />}
      {data && (
        <p className="px-4 pt-3 text-muted">
          {text.forecastHelp}{' '}
          {text.counts(
            formatNumber(data.counts.reminders),
            formatNumber(data.counts.lateFees),
            formatNumber(data.counts.suspensions),
          )}
        </p>
      )}
      {data?.items.length === 0 && <EmptyState title={text.noForecast}>{text.noForecastHelp}</EmptyState>}
      {data && data.items.length > 0 && (
        <ul className="divide-y divide-line">
          {data.items.map((item) => (
            <li
              key={`${item.on} ${item.action} ${item.customerId} ${item.invoiceNumbers.join(' ')}`}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3"
            >
              <span className="basis-28 text-sm text-muted tabular-nums">{formatLocalDate(item.on)}</span>
              <div className="min-w-0 flex-1 basis-60">
                <Link
                  to="/customers/$customerId"
                  params={{ customerId: item.customerId }}
                  className="font-medium underline"
                >
                  <UserText>{item.customerName}</UserText>
                </Link>
                <p className="text-sm text-muted wrap-anywhere">
                  {formatList(item.invoiceNumbers)}
                  {item.accounts.length > 0 &&
                    ` · ${text.accounts(formatList(item.accounts.map(({ username }) => username)))}`}
                  {item.fees.length > 0 && ` · ${text.fee(amountsText(item.fees))}`}
                </p>
              </div>
              <span className="tabular-nums">{amountsText(item.due)}</span>
              <span className="flex min-w-0 sm:w-48">
                <StatusBadge
                  label={text.actions[item.action]}
                  tone={item.action === 'remind' || item.action === 'late-fee' ? 'quiet' : 'warn'}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
