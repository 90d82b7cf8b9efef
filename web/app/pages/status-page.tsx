import { useQuery } from '@tanstack/react-query'
import { BackupPart } from '../../features/system/backup-part.tsx'
import { DatabasePart, ProgramPart } from '../../features/system/program-part.tsx'
import { StatusSummary } from '../../features/system/status-summary.tsx'
import { EnginePart, MailPart } from '../../features/system/work-parts.tsx'
import { api } from '../../lib/api.ts'
import { Notice } from '../../ui/notice.tsx'
import { PageHeader, Panel } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { words } from '../../words/index.ts'

const text = words.systemStatus

/** The state of the installation, for the administrator who runs it. */
export function StatusPage() {
  const status = useQuery(api.system.status.queryOptions({ refetchInterval: 15_000 }))
  const { data } = status
  return (
    <>
      <PageHeader title={text.title} />
      {!data && (
        <Panel>
          {status.isError ? (
            <LoadError error={status.error} onRetry={() => void status.refetch()} />
          ) : (
            <SkeletonRows rows={8} />
          )}
        </Panel>
      )}
      {data && (
        <>
          {status.isError && (
            <div role="alert" className="mb-4">
              <Notice tone="warn">{text.stale}</Notice>
            </div>
          )}
          <StatusSummary findings={data.findings} />
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
            <div className="space-y-4">
              <ProgramPart status={data} />
              <DatabasePart status={data} />
              <MailPart mail={data.mail} />
            </div>
            <div className="space-y-4">
              <BackupPart backups={data.backups} />
              <EnginePart status={data} />
            </div>
          </div>
          <p className="mt-4 text-sm text-muted">
            {text.checked} <Time iso={data.checkedAt} as="clock" />. {text.refreshes}
          </p>
        </>
      )}
    </>
  )
}
