import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { NewAddOn, Subscription } from '#contracts/subscriptions/schemas.ts'
import { api } from '../../lib/api.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { useSettled } from '../../lib/use-settled.ts'
import { PlannedDialog } from '../../shared/billing/planned-dialog.tsx'
import { QuantityField, quantityIn } from '../../shared/billing/quantity-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { AtField, type ChangeTime } from './at-field.tsx'
import { ExtraPriceField } from './price-field.tsx'
import { useSubscriptionActions } from './use-subscription.ts'

const text = words.subscriptions

/** Adds an add-on, after a preview of its charges. */
export function AddOnDialog({ subscription, onClose }: { subscription: Subscription; onClose: () => void }) {
  const [priceId, setPriceId] = useState('')
  const [quantity, setQuantity] = useState('1')
  const [at, setAt] = useState<ChangeTime>('now')
  const actions = useSubscriptionActions(subscription.id)
  const key = useIdempotencyKey()

  const isComplete = priceId !== '' && quantityIn(quantity) !== null
  const typed = JSON.stringify({ priceId, quantity: Number.parseInt(quantity, 10), at })
  const settled = useSettled(typed, 300)
  const body = JSON.parse(settled) as NewAddOn
  const preview = useQuery({
    ...api.subscriptions.previewAddOn.queryOptions({ input: { ...body, id: subscription.id } }),
    enabled: isComplete && settled === typed,
  })
  return (
    <PlannedDialog
      title={text.addOnTitle}
      confirm={text.addOn}
      confirming={text.adding}
      preview={isComplete ? preview : null}
      outdated={settled !== typed}
      onConfirm={async (planHash) => {
        await actions.addAddOn({ ...body, planHash }, key.current())
        toast.success(text.addOnAdded)
      }}
      onClose={onClose}
    >
      <ExtraPriceField subscription={subscription} kind="add-on" value={priceId} onChange={setPriceId} />
      <QuantityField value={quantity} onChange={setQuantity} />
      <AtField value={at} onChange={setAt} />
    </PlannedDialog>
  )
}
