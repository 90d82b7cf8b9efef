import type { Customer } from '#contracts/customers/schemas.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { words } from '../../words/index.ts'
import { useChangeCustomer } from './use-change-customer.ts'

const said = words.customerDetails

/** Deactivates an active customer, activates an inactive one; says first what that means, also for their hosting. */
export function ActivityDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const change = useChangeCustomer(customer.id)
  if (!customer.isActive)
    return (
      <ConfirmDialog
        title={said.activateTitle}
        confirm={said.activate}
        confirming={said.activating}
        onConfirm={() => change({ isActive: true })}
        onClose={onClose}
      >
        <p>{said.activateMeans}</p>
      </ConfirmDialog>
    )
  return (
    <ConfirmDialog
      title={said.deactivateTitle}
      confirm={said.deactivate}
      confirming={said.deactivating}
      danger
      onConfirm={() => change({ isActive: false })}
      onClose={onClose}
    >
      <p>{said.deactivateMeans}</p>
      <p>{said.hostingStays(customer.hosting.active)}</p>
    </ConfirmDialog>
  )
}
