import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { NewestCustomers } from '../../features/customers/newest-customers.tsx'
import { FirstRun, useIsFirstRun } from '../../features/home/first-run.tsx'
import { NeedsActionPanel } from '../../features/home/needs-action-panel.tsx'
import { OnboardingCharts } from '../../features/home/onboarding-charts.tsx'
import { OperationRows } from '../../features/operations/operation-rows.tsx'
import { BillingGlance } from '../../features/reports/billing-glance.tsx'
import { AlertFix } from '../../features/servers/alert-fix.tsx'
import { EnginePauseNotice } from '../../features/servers/engine-pause-notice.tsx'
import { PausedServers } from '../../features/servers/paused-servers.tsx'
import { ServerGlance } from '../../features/servers/server-glance.tsx'
import { useMay } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { words } from '../../words/index.ts'

export function HomePage() {
  const isFirstRun = useIsFirstRun()
  const navigate = useNavigate()
  const may = useMay()
  const mayAdd = may('customers.write')
  return (
    <>
      <PageHeader title={words.home.title}>
        {!isFirstRun && mayAdd && (
          <Button variant="primary" onClick={() => void navigate({ to: '/customers/new' })}>
            <Plus aria-hidden className="size-4" />
            {words.home.addCustomer}
          </Button>
        )}
      </PageHeader>
      <EnginePauseNotice />
      <PausedServers by="person" />
      {isFirstRun ? (
        <FirstRun />
      ) : (
        <div className="space-y-4">
          {/* A fixed height prevents layout shift when the content loads. */}
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] *:h-80 *:overflow-y-auto lg:*:h-112">
            <NeedsActionPanel
              alertFix={(alert) => <AlertFix alert={alert} />}
              operations={(operations) => (
                <OperationRows operations={operations} withFixes onlyNeedingAction />
              )}
            />
            <ServerGlance />
          </div>
          <NewestCustomers />
          {/* Last, because a new installation has no charts: no content below would move. */}
          <OnboardingCharts />
          {may('billing.read') && <BillingGlance />}
        </div>
      )}
    </>
  )
}
