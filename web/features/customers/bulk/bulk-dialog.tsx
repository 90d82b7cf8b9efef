import { useQueryClient } from '@tanstack/react-query'
import type { Customer } from '#contracts/customers/schemas.ts'
import { api } from '../../../lib/api.ts'
import { useBulkRun } from '../../../lib/use-bulk-run.ts'
import { BulkDialog } from '../../../ui/bulk-dialog.tsx'
import { words } from '../../../words/index.ts'
import type { Activity } from './bulk-action.ts'
import { changeActivity } from './change-customer.ts'

interface ActivityDialogProps {
  action: Activity
  customers: readonly Customer[]
  /** @param left the customers without the change */
  onClose: (left: readonly Customer[]) => void
}

const text = words.customerBulk

/** Lets the selected customers sign in, or not. */
export function ActivityDialog({ action, customers, onClose }: ActivityDialogProps) {
  const queryClient = useQueryClient()
  const bulk = useBulkRun(customers, () => {
    void queryClient.invalidateQueries({ queryKey: api.customers.key() })
  })
  const { title, means, label, running } = text.actions[action]
  const changed = customers.filter(({ isActive }) => isActive !== (action === 'activate')).length
  return (
    <BulkDialog
      title={title(customers.length)}
      bulk={bulk}
      name={({ fullName }) => fullName}
      pending={({ state, item }) => (state === 'running' ? running : item.email)}
      summary={text.summary}
      begin={{ label, variant: 'primary' }}
      leave={words.common.cancel}
      onBegin={() => void bulk.run((customer) => changeActivity(customer, action))}
      onClose={onClose}
    >
      <p>{means}</p>
      {bulk.phase === 'asking' && (
        <p role="status" className="font-medium">
          {text.dryRun[action](changed, customers.length - changed)}
        </p>
      )}
    </BulkDialog>
  )
}
