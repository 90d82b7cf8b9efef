import type { ConnectionCheck, ConnectionReport } from '#contracts/servers/schemas.ts'
import type { Tone } from '../../lib/tone.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { words } from '../../words/index.ts'

const text = words.servers

const tones: Record<ConnectionCheck['state'], Tone> = {
  pass: 'good',
  warn: 'warn',
  fail: 'bad',
  'not-checked': 'quiet',
}

/** The connection test, rung by rung, each with what to do about it (B6, S14). */
export function CheckLadder({ report }: { report: ConnectionReport }) {
  const failed = report.checks.filter((check) => check.state === 'fail').length
  return (
    <div>
      <p className="mb-2 font-medium">
        {report.ok ? text.testPassed : text.testFailed(failed, report.checks.length)}
      </p>
      <CheckRungs checks={report.checks} />
    </div>
  )
}

export function CheckRungs({ checks }: { checks: readonly ConnectionCheck[] }) {
  return (
    <ol className="divide-y divide-line rounded-md border border-line bg-surface text-text">
      {checks.map((check) => (
        <li key={check.id} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3 py-2">
          <span className="w-34 shrink-0 font-medium">{text.rung(check.id)}</span>
          <span className="w-30 shrink-0">
            <StatusBadge tone={tones[check.state]} label={text.checkState[check.state]} />
          </span>
          <span className="min-w-0 flex-1 basis-60 wrap-anywhere">
            {check.message}
            {check.remedy && <span className="block text-muted">{check.remedy}</span>}
          </span>
          <span className="text-sm text-muted tabular-nums">{Math.round(check.durationMs)} ms</span>
        </li>
      ))}
    </ol>
  )
}
