import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Customer } from '#contracts/customers/schemas.ts'
import type { SuspendReason } from '#contracts/hosting/schemas.ts'
import { api } from '../../../lib/api.ts'
import { useBulkRun } from '../../../lib/use-bulk-run.ts'
import { BulkDialog } from '../../../ui/bulk-dialog.tsx'
import { words } from '../../../words/index.ts'
import type { BulkAction } from './bulk-action.ts'
import { changeCustomer } from './change-customer.ts'
import { ReasonFields } from './reason-fields.tsx'

interface CustomerBulkDialogProps {
  action: BulkAction
  customers: readonly Customer[]
  /** @param left the customers for whom it was not done */
  onClose: (left: readonly Customer[]) => void
}

const text = words.customerBulk

export function CustomerBulkDialog({ action, customers, onClose }: CustomerBulkDialogProps) {
  const [reason, setReason] = useState<SuspendReason>('staff')
  const [note, setNote] = useState('')
  const queryClient = useQueryClient()
  const bulk = useBulkRun(customers, () => {
    void queryClient.invalidateQueries({ queryKey: api.customers.key() })
    void queryClient.invalidateQueries({ queryKey: api.operations.key() })
  })
  const { title, means, label, running } = text.actions[action]
  const ofHosting = action === 'suspend' || action === 'unsuspend'
  return (
    <BulkDialog
      title={title(customers.length)}
      bulk={bulk}
      name={({ fullName }) => fullName}
      pending={({ state, item }) => (state === 'waiting' ? item.email : running)}
      summary={text.summary}
      begin={{ label, variant: action === 'deactivate' || action === 'suspend' ? 'danger' : 'primary' }}
      leave={words.common.cancel}
      onBegin={() =>
        void bulk.run((customer, keyOf) => changeCustomer(customer, { action, reason, note }, keyOf))
      }
      onClose={onClose}
    >
      <p>{means}</p>
      {ofHosting && bulk.phase === 'asking' && (
        <ReasonFields
          label={action === 'suspend' ? text.reason : text.reasonToTakeAway}
          reason={reason}
          onReason={setReason}
          note={action === 'suspend' ? note : null}
          onNote={setNote}
        />
      )}
    </BulkDialog>
  )
}
