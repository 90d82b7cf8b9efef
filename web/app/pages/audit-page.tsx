import { useNavigate, useSearch } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { auditExportAddress } from '../../features/audit/audit-filter.ts'
import { AuditFilters } from '../../features/audit/audit-filters.tsx'
import { AuditSearch } from '../../features/audit/audit-search.tsx'
import { usualSeparator } from '../../lib/csv-separator.ts'
import { onDownloadClick } from '../../shared/session/download.ts'
import { May } from '../../shared/session/may.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { words } from '../../words/index.ts'

const text = words.auditLog

/** The audit log of the whole installation, also of servers, staff and refused requests. */
export function AuditPage() {
  const filter = useSearch({ from: '/staff/audit' })
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title={text.title}>
        <May permission="audit.export">
          <a
            href={auditExportAddress(filter, usualSeparator())}
            download
            onClick={onDownloadClick}
            className={`${buttonClass('secondary')} print:hidden`}
          >
            <Download aria-hidden className="size-4" />
            {text.exportCsv}
          </a>
        </May>
      </PageHeader>
      <AuditFilters filter={filter} onChange={(search) => void navigate({ to: '/audit', search })} />
      <AuditSearch key={JSON.stringify(filter)} filter={filter} />
    </>
  )
}
