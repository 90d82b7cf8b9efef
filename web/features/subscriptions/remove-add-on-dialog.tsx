import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SubscriptionItem } from '#contracts/subscriptions/schemas.ts'
import { api } from '../../lib/api.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { PlannedDialog } from '../../shared/billing/planned-dialog.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { AtField, type ChangeTime } from './at-field.tsx'
import { useSubscriptionActions } from './use-subscription.ts'

const text = words.subscriptions

interface RemoveAddOnDialogProps {
  subscriptionId: string
  item: SubscriptionItem
  onClose: () => void
}

/** Removes an add-on, after a preview of the credit. */
export function RemoveAddOnDialog({ subscriptionId: id, item, onClose }: RemoveAddOnDialogProps) {
  const [at, setAt] = useState<ChangeTime>('renewal')
  const actions = useSubscriptionActions(id)
  const key = useIdempotencyKey()
  const body = { itemId: item.id, at }
  const preview = useQuery(api.subscriptions.previewRemoveAddOn.queryOptions({ input: { ...body, id } }))
  return (
    <PlannedDialog
      danger
      title={text.removeTitle(item.productName)}
      confirm={text.remove}
      confirming={text.removing}
      preview={preview}
      onConfirm={async (planHash) => {
        await actions.removeAddOn({ ...body, planHash }, key.current())
        toast.success(text.addOnRemoved)
      }}
      onClose={onClose}
    >
      <AtField value={at} onChange={setAt} />
    </PlannedDialog>
  )
}
