import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OnboardingStatistics } from '#contracts/statistics/schemas.ts'
import { api } from '../../lib/api.ts'
import { formatDay, formatDuration, formatNumber, formatPercent } from '../../lib/format.ts'
import { ApiError } from '../../lib/problem.ts'
import { BarChart } from '../../ui/bar-chart.tsx'
import { ChartPanel } from '../../ui/chart-panel.tsx'
import { LineChart } from '../../ui/line-chart.tsx'
import { words } from '../../words/index.ts'

const text = words.home
const periods = (['7', '30', '90'] as const).map((days) => [days, text.days(Number(days))] as const)
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone

const dayMs = 86_400_000
const leastDays = 3

/** A line chart needs several days, so there are no charts before the third day. */
function isTooYoung({ firstDay, items }: OnboardingStatistics): boolean {
  const today = items.at(-1)?.day
  if (firstDay === null || today === undefined) return true
  return Date.parse(today) - Date.parse(firstDay) < (leastDays - 1) * dayMs
}

/** Lines at the bottom, the middle and the top. */
const gridUpTo = (top: number, format: (value: number) => string) =>
  [0, 0.5, 1].map((height) => ({ height, label: format(top * height) }))

/** Onboarding statistics by day, in the viewer's time zone. */
export function OnboardingCharts() {
  const [days, setDays] = useState<(typeof periods)[number][0]>('7')
  const [timeZone, setTimeZone] = useState(ownZone)
  const statistics = useQuery(
    api.statistics.onboardings.queryOptions({
      input: { days: Number(days), timeZone },
      staleTime: 30_000,
      refetchInterval: 60_000,
      placeholderData: keepPreviousData,
    }),
  )
  // If the server does not know the browser's time zone, days are in UTC.
  const unknownZone = statistics.error instanceof ApiError && statistics.error.problem.status === 422
  if (unknownZone && timeZone !== 'UTC') setTimeZone('UTC')
  if (statistics.data && isTooYoung(statistics.data)) return null
  return (
    <ChartPanel
      title={text.onboardings}
      period={{ label: text.period, value: days, options: periods }}
      onPeriod={setDays}
      height="h-56 max-lg:h-168"
      query={statistics}
    >
      {(data) => (
        <div className="grid grid-cols-[minmax(0,1fr)] divide-line max-lg:divide-y lg:grid-cols-3 lg:divide-x">
          <PerDay statistics={data} />
          <SuccessRate statistics={data} />
          <TimeToActive statistics={data} />
        </div>
      )}
    </ChartPanel>
  )
}

type Item = OnboardingStatistics['items'][number]

// Noon, so that the date is the same in every time zone.
const point = ({ day }: Item) => ({ key: day, name: formatDay(`${day}T12:00:00`) })

const endedOf = ({ succeeded, notSucceeded }: Pick<Item, 'succeeded' | 'notSucceeded'>) =>
  succeeded + notSucceeded

interface ChartProps {
  statistics: OnboardingStatistics
}

function Heading({ label, children }: { label: string; children: string }) {
  return (
    <>
      <span className="block font-medium">{label}</span>
      <span className="text-muted">{children}</span>
    </>
  )
}

/** An even number, so that the middle line is a whole number too. */
const evenUp = (most: number) => Math.max(2, most + (most % 2))

function PerDay({ statistics: { items, total } }: ChartProps) {
  const most = evenUp(Math.max(...items.map(({ customers }) => customers)))
  return (
    <BarChart
      label={text.perDay}
      grid={gridUpTo(most, formatNumber)}
      summary={<Heading label={text.perDay}>{text.perDaySummary(total.customers, total.succeeded)}</Heading>}
      empty={total.customers === 0 ? text.perDayNone : undefined}
      bars={items.map((item) => ({
        ...point(item),
        text: text.perDayPoint(item.customers, item.succeeded),
        height: item.customers / most,
      }))}
    />
  )
}

function SuccessRate({ statistics: { items, total } }: ChartProps) {
  const ended = endedOf(total)
  const rate = (counts: Pick<Item, 'succeeded' | 'notSucceeded'>) => counts.succeeded / endedOf(counts)
  return (
    <LineChart
      label={text.success}
      grid={gridUpTo(1, formatPercent)}
      summary={
        <Heading label={text.success}>
          {ended === 0
            ? text.nothingThatDay
            : [
                text.successSummary(formatPercent(rate(total)), total.succeeded, ended),
                ...(total.underWay > 0 ? [text.underWay(total.underWay)] : []),
              ].join(', ')}
        </Heading>
      }
      empty={ended === 0 ? text.noHosting : undefined}
      points={items.map((item) => ({
        ...point(item),
        height: endedOf(item) === 0 ? null : rate(item),
        text:
          endedOf(item) === 0
            ? text.nothingThatDay
            : text.successPoint(formatPercent(rate(item)), item.succeeded, endedOf(item)),
      }))}
    />
  )
}

function TimeToActive({ statistics: { items, total } }: ChartProps) {
  const longest = Math.max(1, ...items.map(({ medianMs }) => medianMs ?? 0))
  return (
    <LineChart
      label={text.time}
      grid={gridUpTo(longest, (ms) => (ms === 0 ? formatNumber(0) : formatDuration(ms)))}
      summary={
        <Heading label={text.time}>
          {total.medianMs === null ? text.nothingThatDay : text.timeSummary(formatDuration(total.medianMs))}
        </Heading>
      }
      empty={total.medianMs === null ? text.noHosting : undefined}
      points={items.map((item) => ({
        ...point(item),
        height: item.medianMs === null ? null : item.medianMs / longest,
        text: item.medianMs === null ? text.nothingThatDay : text.timePoint(formatDuration(item.medianMs)),
      }))}
    />
  )
}
