import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { type ReportName, reportNames } from '#contracts/reports/schemas.ts'
import { AgingView } from '../../features/reports/aging-view.tsx'
import { MrrView } from '../../features/reports/mrr-view.tsx'
import {
  type ReportFilter,
  reportExportAddress,
  reportFilterIn,
} from '../../features/reports/report-filter.ts'
import { ReportFilters } from '../../features/reports/report-filters.tsx'
import { RevenueView } from '../../features/reports/revenue-view.tsx'
import { TaxView } from '../../features/reports/tax-view.tsx'
import { usualSeparator } from '../../lib/csv-separator.ts'
import { BillingNav } from '../../shared/billing/billing-nav.tsx'
import { onDownloadClick } from '../../shared/session/download.ts'
import { May } from '../../shared/session/may.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { RouteTabs } from '../../ui/tabs.tsx'
import { words } from '../../words/index.ts'

const text = words.reports

const views: Record<ReportName, (props: { filter: ReportFilter }) => ReactNode> = {
  revenue: RevenueView,
  tax: TaxView,
  aging: AgingView,
  mrr: MrrView,
}

/** Revenue, taxes, aging and MRR. The filters stay when another report is opened. */
export function ReportsPage() {
  const filter = useSearch({ from: '/staff/reports' })
  const navigate = useNavigate()
  const report = filter.report ?? 'revenue'
  const View = views[report]
  const open = (next: ReportFilter) => void navigate({ to: '/reports', search: next })
  return (
    <>
      <BillingNav />
      <PageHeader title={text.title} section={text.tabs[report]}>
        <May permission="customers.export">
          <a
            href={reportExportAddress(filter, usualSeparator())}
            download
            onClick={onDownloadClick}
            className={`${buttonClass('secondary')} print:hidden`}
          >
            <Download aria-hidden className="size-4" />
            {text.exportCsv}
          </a>
        </May>
      </PageHeader>
      <RouteTabs
        label={text.tabList}
        value={report}
        onChange={(next) => open(reportFilterIn({ ...filter, report: next }))}
        tabs={reportNames.map((name) => ({
          value: name,
          link: (
            <Link to="/reports" search={reportFilterIn({ ...filter, report: name })}>
              {text.tabs[name]}
            </Link>
          ),
        }))}
      >
        <p className="mb-3 max-w-prose text-muted">{text.intro[report]}</p>
        <ReportFilters filter={filter} onChange={open} />
        <View filter={filter} />
      </RouteTabs>
    </>
  )
}
