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
      height="h-74 max-lg:h-206"
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
const nameOf = ({ day }: Item) => formatDay(`${day}T12:00:00`)

/** The points of a chart, with those of the previous period. A point without a value has no height. */
function pointsOf(
  { items, previous }: OnboardingStatistics,
  { text: textOf, height: heightOf }: { text: (item: Item) => string; height: (item: Item) => number | null },
) {
  return items.map((item, index) => {
    const before = previous?.items[index]
    return {
      key: item.day,
      name: nameOf(item),
      text: textOf(item),
      height: heightOf(item),
      ...(before
        ? {
            before: { name: nameOf(before), text: textOf(before) },
            heightBefore: heightOf(before),
          }
        : {}),
    }
  })
}

/** The largest value of both periods. */
const mostOf = ({ items, previous }: OnboardingStatistics, chosen: (item: Item) => number | null) =>
  Math.max(0, ...[...items, ...(previous?.items ?? [])].map((item) => chosen(item) ?? 0))

const endedOf = ({ succeeded, notSucceeded }: Pick<Item, 'succeeded' | 'notSucceeded'>) =>
  succeeded + notSucceeded

interface ChartProps {
  statistics: OnboardingStatistics
}

interface HeadingProps {
  label: string
  /** The comparison with the previous period, if there is one. */
  compared: string | null
  children: string
}

function Heading({ label, compared, children }: HeadingProps) {
  return (
    <>
      <span className="block font-medium">{label}</span>
      <span className="block text-muted">{children}</span>
      {compared && <span className="block text-muted">{compared}</span>}
    </>
  )
}

/** An even number, so that the middle line is a whole number too. */
const evenUp = (most: number) => Math.max(2, most + (most % 2))

function compareCounts({ items, total, previous }: OnboardingStatistics): string | null {
  if (!previous) return null
  const change = total.customers - previous.total.customers
  if (change === 0) return text.asManyAsBefore(items.length)
  return change > 0 ? text.moreThanBefore(change, items.length) : text.fewerThanBefore(-change, items.length)
}

function PerDay({ statistics }: ChartProps) {
  const { total } = statistics
  const most = evenUp(mostOf(statistics, ({ customers }) => customers))
  const points = pointsOf(statistics, {
    text: ({ customers, succeeded }) => text.perDayPoint(customers, succeeded),
    height: ({ customers }) => customers / most,
  })
  return (
    <BarChart
      label={text.perDay}
      grid={gridUpTo(most, formatNumber)}
      summary={
        <Heading label={text.perDay} compared={compareCounts(statistics)}>
          {text.perDaySummary(total.customers, total.succeeded)}
        </Heading>
      }
      empty={total.customers === 0 ? text.perDayNone : undefined}
      bars={points.map((point) => ({ ...point, height: point.height ?? 0 }))}
    />
  )
}

const rateOf = (counts: Pick<Item, 'succeeded' | 'notSucceeded'>) =>
  endedOf(counts) === 0 ? null : counts.succeeded / endedOf(counts)

function compareRates({ items, total, previous }: OnboardingStatistics): string | null {
  const now = rateOf(total)
  if (!previous || now === null) return null
  const before = rateOf(previous.total)
  if (before === null) return text.nothingBefore(items.length)
  const points = Math.round((now - before) * 1000) / 10
  if (points === 0) return text.sameAsBefore(items.length)
  return points > 0
    ? text.betterThanBefore(formatNumber(points), items.length)
    : text.worseThanBefore(formatNumber(-points), items.length)
}

function SuccessRate({ statistics }: ChartProps) {
  const { total } = statistics
  const rate = rateOf(total)
  return (
    <LineChart
      label={text.success}
      grid={gridUpTo(1, formatPercent)}
      summary={
        <Heading label={text.success} compared={compareRates(statistics)}>
          {rate === null
            ? text.nothingThatDay
            : [
                text.successSummary(formatPercent(rate), total.succeeded, endedOf(total)),
                ...(total.underWay > 0 ? [text.underWay(total.underWay)] : []),
              ].join(', ')}
        </Heading>
      }
      empty={rate === null ? text.noHosting : undefined}
      points={pointsOf(statistics, {
        height: rateOf,
        text(item) {
          const ofItem = rateOf(item)
          return ofItem === null
            ? text.nothingThatDay
            : text.successPoint(formatPercent(ofItem), item.succeeded, endedOf(item))
        },
      })}
    />
  )
}

function compareTimes({ items, total, previous }: OnboardingStatistics): string | null {
  if (!previous || total.medianMs === null) return null
  const before = previous.total.medianMs
  if (before === null) return text.nothingBefore(items.length)
  const slower = total.medianMs - before
  if (slower === 0) return text.sameAsBefore(items.length)
  return slower > 0
    ? text.slowerThanBefore(formatDuration(slower), items.length)
    : text.fasterThanBefore(formatDuration(-slower), items.length)
}

function TimeToActive({ statistics }: ChartProps) {
  const { total } = statistics
  const longest = Math.max(
    1,
    mostOf(statistics, ({ medianMs }) => medianMs),
  )
  return (
    <LineChart
      label={text.time}
      grid={gridUpTo(longest, (ms) => (ms === 0 ? formatNumber(0) : formatDuration(ms)))}
      summary={
        <Heading label={text.time} compared={compareTimes(statistics)}>
          {total.medianMs === null ? text.nothingThatDay : text.timeSummary(formatDuration(total.medianMs))}
        </Heading>
      }
      empty={total.medianMs === null ? text.noHosting : undefined}
      points={pointsOf(statistics, {
        height: ({ medianMs }) => (medianMs === null ? null : medianMs / longest),
        text: ({ medianMs }) =>
          medianMs === null ? text.nothingThatDay : text.timePoint(formatDuration(medianMs)),
      })}
    />
  )
}
