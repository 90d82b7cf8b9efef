import type { ConnectionReport } from '#contracts/server.ts'
import type { Tone } from '../../lib/tone.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'

const words: Record<ConnectionReport['checks'][number]['state'], { label: string; tone: Tone }> = {
  pass: { label: 'Passed', tone: 'good' },
  warn: { label: 'Warning', tone: 'warn' },
  fail: { label: 'Failed', tone: 'bad' },
  'not-checked': { label: 'Not checked', tone: 'quiet' },
}

const names: Record<string, string> = {
  dns: 'Name (DNS)',
  tcp: 'Connection (TCP)',
  tls: 'Encryption (TLS)',
  health: 'Panel health',
  key: 'API key',
  permission: 'Permission level',
  scope: 'Scope',
  ip: 'Allowed IP',
  latency: 'Latency',
}

/** The connection test, rung by rung, each with what to do about it (B6, S14). */
export function CheckLadder({ report }: { report: ConnectionReport }) {
  const failed = report.checks.filter((check) => check.state === 'fail').length
  return (
    <div>
      <p className="mb-2 font-medium">
        {report.ok
          ? 'Connection test passed.'
          : `Connection test failed: ${failed === 1 ? '1 check' : `${failed} checks`} of ${report.checks.length}.`}
      </p>
      <ol className="divide-y divide-line rounded-md border border-line bg-surface text-text">
        {report.checks.map((check) => (
          <li key={check.id} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3 py-2">
            <span className="w-34 shrink-0 font-medium">{names[check.id] ?? check.id}</span>
            <span className="w-30 shrink-0">
              <StatusBadge {...words[check.state]} />
            </span>
            <span className="min-w-0 flex-1 basis-60 wrap-anywhere">
              {check.message}
              {check.remedy && <span className="block text-muted">{check.remedy}</span>}
            </span>
            <span className="text-sm text-muted tabular-nums">{Math.round(check.durationMs)} ms</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
