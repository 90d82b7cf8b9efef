import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Customer } from '#contracts/customers/schemas.ts'
import type { SuspendReason } from '#contracts/hosting/schemas.ts'
import { api } from '../../../lib/api.ts'
import { useBulkRun } from '../../../lib/use-bulk-run.ts'
import { BulkDialog } from '../../../ui/bulk-dialog.tsx'
import { LoadError } from '../../../ui/states.tsx'
import { words } from '../../../words/index.ts'
import type { BulkAction } from './bulk-action.ts'
import { changeCustomer } from './change-customer.ts'
import { ReasonFields } from './reason-fields.tsx'
import { useDryRun } from './use-dry-run.ts'

interface CustomerBulkDialogProps {
  action: BulkAction
  customers: readonly Customer[]
  /** @param left the customers without the change */
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
  const { title, means, label, running, skipped } = text.actions[action]
  const dryRun = useDryRun(customers, { action, reason, note }, bulk.phase === 'asking')
  const planned = dryRun.data
  const willChange = (id: string) => planned?.get(id) ?? []
  const ofHosting = action === 'suspend' || action === 'unsuspend'
  return (
    <BulkDialog
      title={title(customers.length)}
      bulk={bulk}
      name={({ fullName }) => fullName}
      pending={({ state, item }) => {
        if (state === 'running') return running
        if (!planned || !ofHosting || bulk.phase !== 'asking') return item.email
        const usernames = willChange(item.id)
        return usernames.length === 0 ? skipped : text.willChange(usernames.join(', '))
      }}
      summary={text.summary}
      begin={{ label, variant: 'primary' }}
      leave={words.common.cancel}
      onBegin={() =>
        void bulk.run((customer, keyOf) => changeCustomer(customer, { action, reason, note }, keyOf))
      }
      onClose={onClose}
    >
      <p>{means}</p>
      {bulk.phase === 'asking' && (
        <div role="status" className="font-medium">
          {dryRun.isPending && text.checking}
          {planned &&
            text.dryRun[action](
              customers.flatMap(({ id }) => willChange(id)).length,
              customers.filter(({ id }) => willChange(id).length === 0).length,
            )}
          {dryRun.isError && <LoadError error={dryRun.error} onRetry={() => void dryRun.refetch()} />}
        </div>
      )}
      {ofHosting && bulk.phase === 'asking' && (
        <ReasonFields
          label={action === 'suspend' ? text.reason : text.reasonToRemove}
          reason={reason}
          onReason={setReason}
          note={action === 'suspend' ? note : null}
          onNote={setNote}
        />
      )}
    </BulkDialog>
  )
}
