import type { Customer } from '#contracts/customer.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useChangeCustomer } from './use-change-customer.ts'

/** Deactivates an active customer, activates an inactive one; says first what that means. */
export function ActivityDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const change = useChangeCustomer(customer.id)
  if (!customer.isActive)
    return (
      <ConfirmDialog
        title="Activate customer"
        confirm="Activate"
        confirming="Activating..."
        onConfirm={() => change({ isActive: true })}
        onClose={onClose}
      >
        <p>The customer can sign in to this billing system again, with the same password as before.</p>
      </ConfirmDialog>
    )
  return (
    <ConfirmDialog
      title="Deactivate customer"
      confirm="Deactivate"
      confirming="Deactivating..."
      danger
      onConfirm={() => change({ isActive: false })}
      onClose={onClose}
    >
      <p>The customer can no longer sign in to this billing system and is signed out everywhere.</p>
      <p>
        The hosting stays as it is: sites, mail and databases keep running. To stop them too, suspend the
        hosting accounts on the Hosting tab.
      </p>
    </ConfirmDialog>
  )
}
