import { useParams } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, useState } from 'react'
import { CustomerBilling } from '../../features/billing/customer-billing.tsx'
import { StoppedBilling } from '../../features/billing/stopped-billing.tsx'
import { BillingProfilePanel } from '../../features/billing-profiles/profile-panel.tsx'
import { CustomerDunningPanel } from '../../features/dunning/customer-dunning.tsx'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { words } from '../../words/index.ts'

const StartDialog = lazy(() =>
  import('../../features/subscriptions/start-dialog.tsx').then(({ StartDialog }) => ({
    default: StartDialog,
  })),
)

/** The sections of a customer's billing, each with its own states. */
export function CustomerBillingTab() {
  const { customerId } = useParams({ from: '/staff/customers/$customerId' })
  const [starting, setStarting] = useState(false)
  return (
    <div className="space-y-4">
      <StoppedBilling customerId={customerId} />
      <CustomerDunningPanel customerId={customerId} />
      <CustomerBilling
        customerId={customerId}
        startSubscription={
          <May permission="billing.write">
            <Button size="sm" onClick={() => setStarting(true)}>
              <Plus aria-hidden className="size-4" />
              {words.subscriptions.start}
            </Button>
          </May>
        }
      />
      <BillingProfilePanel customerId={customerId} />
      <LazyPart>
        {starting && <StartDialog customerId={customerId} onClose={() => setStarting(false)} />}
      </LazyPart>
    </div>
  )
}
