import { lazy, useState } from 'react'
import type { Customer } from '#contracts/customers/schemas.ts'
import { client } from '../../lib/api.ts'
import { randomUuid } from '../../lib/random.ts'
import { useRecentPage } from '../../lib/recent.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { MoreMenu } from '../../ui/more-menu.tsx'
import { PageHeading } from '../../ui/page.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { ActivityBadge } from './activity-badge.tsx'
import { useActivity } from './use-activity.ts'

const EditCustomerDialog = lazy(() =>
  import('./edit-customer-dialog.tsx').then(({ EditCustomerDialog }) => ({ default: EditCustomerDialog })),
)
const SetPasswordDialog = lazy(() =>
  import('./set-password-dialog.tsx').then(({ SetPasswordDialog }) => ({ default: SetPasswordDialog })),
)
const ResetFactorsDialog = lazy(() =>
  import('../../shared/session/reset-factors-dialog.tsx').then(({ ResetFactorsDialog }) => ({
    default: ResetFactorsDialog,
  })),
)
const text = words.customerDetails

interface CustomerHeaderProps {
  customer: Customer
  /** The name of the open tab. */
  section: string | undefined
}

export function CustomerHeader({ customer, section }: CustomerHeaderProps) {
  const [open, setOpen] = useState<'edit' | 'password' | 'factors' | null>(null)
  useRecentPage(`/customers/${customer.id}`, customer.fullName)
  const close = () => setOpen(null)
  const activity = useActivity(customer)
  return (
    <header className="mb-4 flex min-h-9 flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <PageHeading title={customer.fullName} section={section} />
          <ActivityBadge isActive={customer.isActive} />
        </div>
        <p className="text-muted wrap-anywhere">
          {customer.companyName && (
            <>
              <UserText>{customer.companyName}</UserText> ·{' '}
            </>
          )}
          <UserText>{customer.email}</UserText>
        </p>
      </div>
      <May permission="customers.write">
        <div className="flex flex-wrap items-center gap-2">
          <Button size="sm" onClick={() => setOpen('edit')}>
            {text.edit}
          </Button>
          <Button size="sm" onClick={() => setOpen('password')}>
            {text.setPassword}
          </Button>
          <Button size="sm" blocked={activity.busy} onClick={() => void activity.toggle()}>
            {customer.isActive ? text.deactivate : text.activate}
          </Button>
          <MoreMenu
            label={text.moreActions(customer.fullName)}
            items={[{ label: words.twoFactor.resetItem, onSelect: () => setOpen('factors') }]}
          />
        </div>
      </May>
      <LazyPart>
        {open === 'edit' && <EditCustomerDialog customer={customer} onClose={close} />}
        {open === 'password' && <SetPasswordDialog customer={customer} onClose={close} />}
        {open === 'factors' && (
          <ResetFactorsDialog
            name={customer.fullName}
            reset={() =>
              client.customers.resetFactors(
                { id: customer.id },
                { context: { idempotencyKey: randomUuid() } },
              )
            }
            onClose={close}
          />
        )}
      </LazyPart>
    </header>
  )
}
