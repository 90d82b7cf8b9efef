import type { ConnectionCheck, ConnectionReport } from '#contracts/servers/schemas.ts'
import { formatDuration, formatList } from '../../lib/format.ts'
import type { Tone } from '../../lib/tone.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { words } from '../../words/index.ts'
import { connectionFailure } from './connection-failure.ts'

const text = words.servers

const tones: Record<ConnectionCheck['state'], Tone> = {
  pass: 'good',
  warn: 'warn',
  fail: 'bad',
  'not-checked': 'quiet',
}

const namesOf = (checks: readonly ConnectionCheck[]) => formatList(checks.map(({ id }) => text.check(id)))

/** The result of a connection test: each check with its remedy (B6, S14). */
export function ConnectionResult({ report: { ok, checks } }: { report: ConnectionReport }) {
  return (
    <div>
      <p className={ok ? 'mb-2 font-medium' : 'mb-2 text-lg font-semibold text-bad'}>
        {ok ? text.testPassed : connectionFailure(checks)}
      </p>
      <ConnectionChecks checks={checks} />
    </div>
  )
}

/** After a failure, the checks that were not reached are on one line, and the latency is left out. */
export function ConnectionChecks({ checks }: { checks: readonly ConnectionCheck[] }) {
  const failedAt = checks.findIndex(({ state }) => state === 'fail')
  const isNotReached = ({ state }: ConnectionCheck, position: number) =>
    failedAt >= 0 && position > failedAt && state === 'not-checked'
  const notReached = checks.filter(isNotReached)
  const shown = checks.filter(
    (check, position) => !isNotReached(check, position) && !(failedAt >= 0 && check.id === 'latency'),
  )
  return (
    <div className="rounded-md border border-line bg-surface text-text">
      <ol className="divide-y divide-line">
        {shown.map((check) => (
          <li key={check.id} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3 py-2">
            <span className="w-34 shrink-0 font-medium">{text.check(check.id)}</span>
            <span className="w-30 shrink-0">
              <StatusBadge tone={tones[check.state]} label={text.checkState[check.state]} />
            </span>
            <span className="min-w-0 flex-1 basis-60 wrap-anywhere">
              {check.message}
              {check.remedy && <span className="block text-muted">{check.remedy}</span>}
            </span>
            <span className="text-sm text-muted tabular-nums">{formatDuration(check.durationMs)}</span>
          </li>
        ))}
      </ol>
      {notReached.length > 0 && (
        <p className="border-t border-line px-3 py-2 text-muted">{text.notReached(namesOf(notReached))}</p>
      )}
    </div>
  )
}
