import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Server } from '#contracts/servers/schemas.ts'
import type { ServerHealth as Health, HealthPeriod } from '#contracts/statistics/schemas.ts'
import { api } from '../../lib/api.ts'
import { formatDateTime, formatDuration, formatPercent } from '../../lib/format.ts'
import { serverStatusWords } from '../../shared/servers/status-words.ts'
import { ChartPanel } from '../../ui/chart-panel.tsx'
import { Time } from '../../ui/time.tsx'
import { type UptimeState, type UptimeStep, UptimeStrip } from '../../ui/uptime-strip.tsx'
import { words } from '../../words/index.ts'
import { useServerStatistics } from './server-stats.tsx'

const text = words.servers

const periods = (['day', 'week'] as const).map((period) => [period, text[period]] as const)

type Step = Health['items'][number]

/** A step has the state of its worst check. */
function stepOf(step: Step): UptimeStep {
  const { at, medianMs, ...counts } = step
  return {
    state: worstOf(counts),
    key: at,
    name: formatDateTime(at),
    text: text.healthStep(counts, medianMs === null ? null : formatDuration(medianMs)),
  }
}

function worstOf({ offline, needsOperator, degraded, online }: Omit<Step, 'at' | 'medianMs'>): UptimeState {
  if (offline > 0) return 'down'
  if (needsOperator > 0) return 'blocked'
  if (degraded > 0) return 'degraded'
  return online > 0 ? 'up' : 'none'
}

const stateNames: Record<UptimeState, string> = {
  up: serverStatusWords.online.label,
  degraded: serverStatusWords.degraded.label,
  blocked: serverStatusWords['needs-operator'].label,
  down: serverStatusWords.offline.label,
  none: text.healthNoCheck,
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
      height="h-39"
      query={health}
      below={
        // The state of the breaker does not matter while operations are paused.
        server.paused ? undefined : (
          <p className="border-t border-line px-4 py-2.5">
            <Breaker server={server} />
          </p>
        )
      }
    >
      {({ items }) => <HealthStrip server={server} items={items} period={text[period]} />}
    </ChartPanel>
  )
}

interface HealthStripProps {
  server: Server
  items: readonly Step[]
  period: string
}

/** A degraded server still answers, so it counts as up. */
function HealthStrip({ server, items, period }: HealthStripProps) {
  const up = total(items, (step) => step.online + step.degraded)
  const all = up + total(items, (step) => step.offline + step.needsOperator)
  return (
    <UptimeStrip
      label={text.healthLabel(server.name)}
      steps={items.map(stepOf)}
      names={stateNames}
      summary={
        all > 0 && (
          <>
            <span className="text-lg font-semibold">{text.uptime(formatPercent(up / all), period)}</span>{' '}
            <span className="text-muted">{text.uptimeOf(all)}</span>
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
            {text.nextCheck} <Time iso={breaker.probeAt} />.
          </>
        )}
      </span>
    </>
  )
}
