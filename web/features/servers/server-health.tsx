import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Server } from '#contracts/servers/schemas.ts'
import type { ServerHealth as Health, HealthPeriod } from '#contracts/statistics/schemas.ts'
import { api } from '../../lib/api.ts'
import { formatDateTime, formatDuration, formatPercent } from '../../lib/format.ts'
import { type Bar, BarChart } from '../../ui/bar-chart.tsx'
import { ChartPanel } from '../../ui/chart-panel.tsx'
import { Time } from '../../ui/time.tsx'
import { words } from '../../words/index.ts'
import { useServerStatistics } from './server-stats.tsx'

const text = words.servers

const periods = (['day', 'week'] as const).map((period) => [period, text[period]] as const)

type Step = Health['items'][number]

/** The worst that was found in a step decides: each state has a height and a colour of its own. */
function barOf(step: Step): Bar {
  const { at, medianMs, ...counts } = step
  const look = counts.offline
    ? ({ height: 0.12, tone: 'bad' } as const)
    : counts.needsOperator
      ? ({ height: 0.35, tone: 'bad' } as const)
      : counts.degraded
        ? ({ height: 0.65, tone: 'warn' } as const)
        : counts.online
          ? ({ height: 1, tone: 'good' } as const)
          : ({ height: 0.02, tone: 'quiet' } as const)
  return {
    ...look,
    key: at,
    name: formatDateTime(at),
    text: text.healthStep(counts, medianMs === null ? null : formatDuration(medianMs)),
  }
}

const total = (items: readonly Step[], of: (step: Step) => number) =>
  items.reduce((sum, step) => sum + of(step), 0)

export function ServerHealth({ server }: { server: Server }) {
  const [period, setPeriod] = useState<HealthPeriod>('day')
  const health = useQuery(
    api.servers.health.queryOptions({
      input: { id: server.id, period },
      refetchInterval: 30_000,
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <ChartPanel
      title={text.health}
      period={{ label: text.period, value: period, options: periods }}
      onPeriod={setPeriod}
      query={health}
      below={
        // While operations are paused the breaker says nothing of them.
        server.paused ? undefined : (
          <p className="border-t border-line px-4 py-2.5">
            <Breaker server={server} />
          </p>
        )
      }
    >
      {({ items }) => <HealthChart server={server} items={items} />}
    </ChartPanel>
  )
}

function HealthChart({ server, items }: { server: Server; items: readonly Step[] }) {
  const online = total(items, (step) => step.online)
  const all = online + total(items, (step) => step.degraded + step.offline + step.needsOperator)
  return (
    <BarChart
      label={text.healthLabel(server.name)}
      bars={items.map(barOf)}
      summary={
        all > 0 && (
          <>
            <span className="font-medium">{text.healthSummary(formatPercent(online / all), all)}</span>{' '}
            <span className="text-muted">{text.healthLegend}</span>
          </>
        )
      }
      empty={all === 0 ? text.healthNone : undefined}
    />
  )
}

function Breaker({ server }: { server: Server }) {
  const { data } = useServerStatistics(server.id)
  const breaker = data?.breaker
  const state = server.breaker
  return (
    <>
      <span className="font-medium">
        {text.breakerTitle}: {text.breakerName[state]}.
      </span>{' '}
      <span className="text-muted">
        {text.breaker[state]}
        {breaker && state === 'closed' && text.breakerFailures(breaker.failures, breaker.opensAfter)}
        {breaker?.probeAt && (
          <>
            {' '}
            {text.asksAgain} <Time iso={breaker.probeAt} />.
          </>
        )}
      </span>
    </>
  )
}
