import { Link } from '@tanstack/react-router'
import type { SystemFinding } from '#contracts/system/schemas.ts'
import { useMay } from '../../shared/session/may.tsx'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'

const text = words.systemStatus
const helpOfBackups = '/help/backup.html'

const pages = {
  'engine-paused': '/server',
  'server-unreachable': '/server',
  'queue-late': '/operations',
  'mail-failed': '/mail',
  'mail-late': '/mail',
  'webhooks-late': '/settings/webhooks',
} as const
const hasPage = (code: SystemFinding['code']): code is keyof typeof pages => code in pages

/** One sentence: everything is in order, or what to do. Several problems are listed, the most urgent first. */
export function StatusSummary({ findings }: { findings: readonly SystemFinding[] }) {
  return (
    <LiveRegion className="mb-4">
      {findings.length === 0 && (
        <Notice tone="good">
          <p className="font-semibold">{text.inOrder}</p>
        </Notice>
      )}
      {findings.length > 1 && <p className="mb-2 font-semibold">{text.severalProblems(findings.length)}</p>}
      {findings.length > 0 && (
        <ul className="space-y-2">
          {findings.map((finding) => (
            <li key={finding.code}>
              <Notice tone={finding.severity === 'failed' ? 'bad' : 'warn'}>
                <FindingText finding={finding} />
              </Notice>
            </li>
          ))}
        </ul>
      )}
    </LiveRegion>
  )
}

function FindingText({ finding: { code, message, remedy } }: { finding: SystemFinding }) {
  return (
    <p>
      <span className="font-semibold">{message}</span> {remedy} <FindingLink code={code} />
    </p>
  )
}

function FindingLink({ code }: { code: SystemFinding['code'] }) {
  const may = useMay()
  const label = text.linkOf(code)
  if (label === undefined) return null
  if (!hasPage(code))
    return (
      <a href={helpOfBackups} className="whitespace-nowrap underline">
        {label}
      </a>
    )
  if (code === 'webhooks-late' && !may('webhooks.write')) return null
  return (
    <Link to={pages[code]} className="whitespace-nowrap underline">
      {label}
    </Link>
  )
}
