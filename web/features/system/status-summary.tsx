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
  const [first, ...others] = findings
  const tone = !first ? 'good' : first.severity === 'failed' ? 'bad' : 'warn'
  return (
    <LiveRegion className="mb-4">
      <Notice tone={tone}>
        {!first && <p className="font-medium">{text.inOrder}</p>}
        {first && others.length === 0 && <FindingText finding={first} />}
        {others.length > 0 && (
          <>
            <p className="font-medium">{text.severalProblems(findings.length)}</p>
            <ol className="mt-2 list-decimal space-y-2 pl-5">
              {findings.map((finding) => (
                <li key={finding.code}>
                  <FindingText finding={finding} />
                </li>
              ))}
            </ol>
          </>
        )}
      </Notice>
    </LiveRegion>
  )
}

function FindingText({ finding: { code, message, remedy } }: { finding: SystemFinding }) {
  return (
    <p className="max-w-prose">
      <span className="font-medium">{message}</span> {remedy} <FindingLink code={code} />
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
