import { useQueryClient } from '@tanstack/react-query'
import { lazy, useState } from 'react'
import type { Customer } from '#contracts/customers/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { randomUuid } from '../../lib/random.ts'
import { useRecentPage } from '../../lib/recent.ts'
import { May } from '../../shared/session/may.tsx'
import { ActionGroup } from '../../ui/action-group.tsx'
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
  const queryClient = useQueryClient()
  const [wasReset, setWasReset] = useState(false)
  // After a reset the button stays until the page is left, because it has the focus.
  const offersReset = customer.twoFactor || wasReset
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
        <ActionGroup
          menu={
            offersReset && (
              <MoreMenu
                label={text.moreActions(customer.fullName)}
                items={[
                  {
                    label: words.twoFactor.resetItem,
                    disabledBecause: customer.twoFactor ? null : words.twoFactor.nothingToReset,
                    onSelect: () => setOpen('factors'),
                  },
                ]}
              />
            )
          }
        >
          <Button size="sm" onClick={() => setOpen('edit')}>
            {text.edit}
          </Button>
          <Button size="sm" onClick={() => setOpen('password')}>
            {text.setPassword}
          </Button>
          <Button size="sm" blocked={activity.busy} onClick={() => void activity.toggle()}>
            {customer.isActive ? text.deactivate : text.activate}
          </Button>
        </ActionGroup>
      </May>
      <LazyPart>
        {open === 'edit' && <EditCustomerDialog customer={customer} onClose={close} />}
        {open === 'password' && <SetPasswordDialog customer={customer} onClose={close} />}
        {open === 'factors' && (
          <ResetFactorsDialog
            name={customer.fullName}
            reset={async () => {
              await client.customers.resetFactors(
                { id: customer.id },
                { context: { idempotencyKey: randomUuid() } },
              )
              setWasReset(true)
              void queryClient.invalidateQueries({ queryKey: api.customers.get.key() })
            }}
            onClose={close}
          />
        )}
      </LazyPart>
    </header>
  )
}
