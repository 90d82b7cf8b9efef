import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Subscription } from '#contracts/subscriptions/schemas.ts'
import { api } from '../../lib/api.ts'
import { oneOf } from '../../lib/one-of.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { PlannedDialog } from '../../shared/billing/planned-dialog.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useSubscriptionActions } from './use-subscription.ts'

const text = words.subscriptions
const times = ['period-end', 'now'] as const

/** Cancels a subscription, after a preview of the credit. */
export function CancelDialog({
  subscription: { id },
  onClose,
}: {
  subscription: Subscription
  onClose: () => void
}) {
  const [at, setAt] = useState<(typeof times)[number]>('period-end')
  const [reason, setReason] = useState('')
  const actions = useSubscriptionActions(id)
  const key = useIdempotencyKey()
  const preview = useQuery(api.subscriptions.previewCancel.queryOptions({ input: { id, at } }))
  return (
    <PlannedDialog
      danger
      title={text.cancelTitle}
      confirm={text.cancelConfirm}
      confirming={text.cancelBusy}
      keep={text.keep}
      preview={preview}
      onConfirm={async (planHash) => {
        const given = reason.trim()
        await actions.cancel({ at, planHash, ...(given ? { reason: given } : {}) }, key.current())
        toast.success(text.cancelled)
      }}
      onClose={onClose}
    >
      <p>{text.cancelMeans}</p>
      <Field label={text.cancelAt}>
        {(control) => (
          <Select
            {...control}
            value={at}
            onChange={({ target }) => setAt(oneOf(times, target.value) ?? 'period-end')}
          >
            <option value="period-end">{text.cancelPeriodEnd}</option>
            <option value="now">{text.cancelNow}</option>
          </Select>
        )}
      </Field>
      <Field label={text.reason} optional>
        {(control) => (
          <input
            {...control}
            dir="auto"
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            className={controlClass}
          />
        )}
      </Field>
    </PlannedDialog>
  )
}
