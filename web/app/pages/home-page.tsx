import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { NewestCustomers } from '../../features/customers/newest-customers.tsx'
import { AttentionPanel } from '../../features/operations/attention-panel.tsx'
import { ServerGlance } from '../../features/servers/server-glance.tsx'
import { Button } from '../../ui/button.tsx'
import { PageHeader } from '../../ui/page.tsx'

export function HomePage() {
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title="Home">
        <Button variant="primary" onClick={() => void navigate({ to: '/customers/new' })}>
          <Plus aria-hidden className="size-4" />
          Add Customer
        </Button>
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:grid-rows-[auto_1fr]">
        <AttentionPanel />
        <div className="lg:row-span-2">
          <ServerGlance />
        </div>
        <NewestCustomers />
      </div>
    </>
  )
}
