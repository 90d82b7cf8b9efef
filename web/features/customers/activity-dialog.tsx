import type { Customer } from '#contracts/customers/schemas.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { words } from '../../words/index.ts'
import { useChangeCustomer } from './use-change-customer.ts'

const text = words.customerDetails

/** Deactivates an active customer, activates an inactive one; says first what that means, also for their hosting. */
export function ActivityDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const change = useChangeCustomer(customer.id)
  if (!customer.isActive)
    return (
      <ConfirmDialog
        title={text.activateTitle}
        confirm={text.activate}
        confirming={text.activating}
        onConfirm={() => change({ isActive: true })}
        onClose={onClose}
      >
        <p>{text.activateMeans}</p>
      </ConfirmDialog>
    )
  return (
    <ConfirmDialog
      title={text.deactivateTitle}
      confirm={text.deactivate}
      confirming={text.deactivating}
      danger
      onConfirm={() => change({ isActive: false })}
      onClose={onClose}
    >
      <p>{text.deactivateMeans}</p>
      <p>{text.hostingStays(customer.hosting.active)}</p>
    </ConfirmDialog>
  )
}
