import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { NewestCustomers } from '../../features/customers/newest-customers.tsx'
import { AttentionPanel } from '../../features/home/attention-panel.tsx'
import { OnboardingCharts } from '../../features/home/onboarding-charts.tsx'
import { GroupRows } from '../../features/operations/operation-groups.tsx'
import { EnginePauseNotice } from '../../features/servers/engine-pause-notice.tsx'
import { PausedServers } from '../../features/servers/paused-servers.tsx'
import { ServerGlance } from '../../features/servers/server-glance.tsx'
import { Button } from '../../ui/button.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { words } from '../../words/index.ts'

export function HomePage() {
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title={words.home.title}>
        <Button variant="primary" onClick={() => void navigate({ to: '/customers/new' })}>
          <Plus aria-hidden className="size-4" />
          {words.home.addCustomer}
        </Button>
      </PageHeader>
      <EnginePauseNotice />
      <PausedServers by="person" />
      <div className="space-y-4">
        {/* Of one height whatever is in them, so that nothing moves when they fill. */}
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] *:h-80 *:overflow-y-auto lg:*:h-112">
          <AttentionPanel groups={(groups) => <GroupRows groups={groups} />} />
          <ServerGlance />
        </div>
        <NewestCustomers />
        {/* Last, because a young installation has none: nothing below moves up. */}
        <OnboardingCharts />
      </div>
    </>
  )
}
