import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { EventList } from '../../features/simulation/event-list.tsx'
import { MonthTable } from '../../features/simulation/month-table.tsx'
import { SimulationFilters } from '../../features/simulation/simulation-filters.tsx'
import { simulationExportAddress, simulationQueryOf } from '../../features/simulation/simulation-query.ts'
import { api } from '../../lib/api.ts'
import { usualSeparator } from '../../lib/csv-separator.ts'
import { formatNumber } from '../../lib/format.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { BillingNav } from '../../shared/billing/billing-nav.tsx'
import { onDownloadClick } from '../../shared/session/download.ts'
import { May } from '../../shared/session/may.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { PageHeader, Panel, PanelTitle } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

const text = words.simulation

const dayBefore = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

/** The future of billing under an assumption about payments: totals by month, and the events. */
export function SimulationPage() {
  const filter = useSearch({ from: '/staff/simulation' })
  const navigate = useNavigate()
  const simulation = useQuery(api.simulation.run.queryOptions({ input: simulationQueryOf(filter) }))
  const { data } = simulation
  return (
    <>
      <BillingNav />
      <PageHeader title={text.title}>
        <May permission="customers.export">
          <a
            href={simulationExportAddress(filter, usualSeparator())}
            download
            onClick={onDownloadClick}
            className={`${buttonClass('secondary')} print:hidden`}
          >
            <Download aria-hidden className="size-4" />
            {text.exportCsv}
          </a>
        </May>
      </PageHeader>
      <p className="mb-4 max-w-prose text-muted">{text.intro}</p>
      <SimulationFilters
        filter={filter}
        customerName={data?.events.find(({ customerId }) => customerId === filter.customer)?.customerName}
        onChange={(change) =>
          void navigate({ to: '/simulation', search: { ...filter, ...change }, replace: true })
        }
      />
      {!data && (
        <Panel>
          {simulation.isError ? (
            <LoadError error={simulation.error} onRetry={() => void simulation.refetch()} />
          ) : (
            <SkeletonRows rows={8} />
          )}
        </Panel>
      )}
      {data?.events.length === 0 && (
        <Panel>
          <EmptyState title={text.none}>{text.noneHelp}</EmptyState>
        </Panel>
      )}
      {data && data.events.length > 0 && (
        <div className="space-y-4">
          <Panel>
            <PanelTitle>{text.totals}</PanelTitle>
            <p className="px-4 pt-3 text-muted">
              {text.span(
                formatLocalDate(data.from),
                formatLocalDate(dayBefore(data.until)),
                formatNumber(data.customers),
              )}
            </p>
            <MonthTable months={data.months} />
          </Panel>
          <Panel>
            <PanelTitle>{text.events}</PanelTitle>
            <EventList events={data.events} />
            {data.eventsLeftOut > 0 && (
              <p className="border-t border-line px-4 py-3 text-muted">
                {text.leftOut(formatNumber(data.eventsLeftOut))}
              </p>
            )}
          </Panel>
        </div>
      )}
    </>
  )
}
