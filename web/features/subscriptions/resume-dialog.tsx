import { useQuery } from '@tanstack/react-query'
import type { Subscription } from '#contracts/subscriptions/schemas.ts'
import { api } from '../../lib/api.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { PlannedDialog } from '../../shared/billing/planned-dialog.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useSubscriptionActions } from './use-subscription.ts'

const text = words.subscriptions

/** Ends a pause or takes back a cancellation, after a preview of what is invoiced at once. */
export function ResumeDialog({
  subscription: { id, status },
  onClose,
}: {
  subscription: Subscription
  onClose: () => void
}) {
  const actions = useSubscriptionActions(id)
  const key = useIdempotencyKey()
  const preview = useQuery(api.subscriptions.previewResume.queryOptions({ input: { id } }))
  return (
    <PlannedDialog
      title={text.resumeTitle}
      confirm={text.resume}
      confirming={text.resuming}
      preview={preview}
      onConfirm={async (planHash) => {
        await actions.resume({ planHash }, key.current())
        toast.success(text.resumed)
      }}
      onClose={onClose}
    >
      <p>{status === 'paused' ? text.resumeMeans : text.resumeCancelMeans}</p>
    </PlannedDialog>
  )
}
