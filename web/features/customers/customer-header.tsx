import { useState } from 'react'
import type { Customer } from '#contracts/customer.ts'
import { Button } from '../../ui/button.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { ActivityDialog } from './activity-dialog.tsx'
import { EditCustomerDialog } from './edit-customer-dialog.tsx'
import { SetPasswordDialog } from './set-password-dialog.tsx'

export function CustomerHeader({ customer }: { customer: Customer }) {
  const [open, setOpen] = useState<'edit' | 'password' | 'activity' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <PageHeader title={customer.fullName}>
        {customer.isActive ? (
          <StatusBadge label="Active" tone="good" />
        ) : (
          <StatusBadge label="Inactive" tone="quiet" />
        )}
        <Button size="sm" onClick={() => setOpen('edit')}>
          Edit
        </Button>
        <Button size="sm" onClick={() => setOpen('password')}>
          Set Password
        </Button>
        <Button size="sm" onClick={() => setOpen('activity')}>
          {customer.isActive ? 'Deactivate' : 'Activate'}
        </Button>
      </PageHeader>
      {open === 'edit' && <EditCustomerDialog customer={customer} onClose={close} />}
      {open === 'password' && <SetPasswordDialog customer={customer} onClose={close} />}
      {open === 'activity' && <ActivityDialog customer={customer} onClose={close} />}
    </>
  )
}
