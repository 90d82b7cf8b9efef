import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OneTimeCharge, Subscription } from '#contracts/subscriptions/schemas.ts'
import { api } from '../../lib/api.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { useSettled } from '../../lib/use-settled.ts'
import { PlannedDialog } from '../../shared/billing/planned-dialog.tsx'
import { QuantityField, quantityIn } from '../../shared/billing/quantity-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { ExtraPriceField } from './price-field.tsx'
import { useSubscriptionActions } from './use-subscription.ts'

const text = words.subscriptions

/** Invoices a one-time item today, after a preview. */
export function ChargeDialog({ subscription, onClose }: { subscription: Subscription; onClose: () => void }) {
  const [priceId, setPriceId] = useState('')
  const [quantity, setQuantity] = useState('1')
  const actions = useSubscriptionActions(subscription.id)
  const key = useIdempotencyKey()

  const isComplete = priceId !== '' && quantityIn(quantity) !== null
  const typed = JSON.stringify({ priceId, quantity: Number.parseInt(quantity, 10) })
  const settled = useSettled(typed, 300)
  const body = JSON.parse(settled) as OneTimeCharge
  const preview = useQuery({
    ...api.subscriptions.previewCharge.queryOptions({ input: { ...body, id: subscription.id } }),
    enabled: isComplete && settled === typed,
  })
  return (
    <PlannedDialog
      title={text.chargeTitle}
      confirm={text.chargeConfirm}
      confirming={text.charging}
      preview={isComplete ? preview : null}
      outdated={settled !== typed}
      onConfirm={async (planHash) => {
        await actions.charge({ ...body, planHash }, key.current())
        toast.success(text.charged)
      }}
      onClose={onClose}
    >
      <p className="text-muted">{text.chargeMeans}</p>
      <ExtraPriceField subscription={subscription} kind="one-time" value={priceId} onChange={setPriceId} />
      <QuantityField value={quantity} onChange={setQuantity} />
    </PlannedDialog>
  )
}
