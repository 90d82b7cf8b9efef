import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BillingPreview } from '#contracts/invoices/schemas.ts'
import type { CouponPreview } from '#contracts/subscriptions/schemas.ts'
import { api } from '../../lib/api.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { useSettled } from '../../lib/use-settled.ts'
import { PlannedDialog } from '../../shared/billing/planned-dialog.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { notALogin } from '../../ui/not-a-login.ts'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useSubscriptionActions } from './use-subscription.ts'

const text = words.subscriptions

/** A coupon changes no present invoice, so its preview shows the next one. */
const nextOf = ({ nextInvoice, ...preview }: CouponPreview): BillingPreview => ({
  ...preview,
  invoice: nextInvoice,
  documents: [],
})

interface CouponDialogProps {
  subscriptionId: string
  onClose: () => void
}

export function CouponDialog({ subscriptionId: id, onClose }: CouponDialogProps) {
  const [typed, setTyped] = useState('')
  const actions = useSubscriptionActions(id)
  const key = useIdempotencyKey()
  const couponCode = typed.trim()
  const settled = useSettled(couponCode, 300)
  const preview = useQuery({
    ...api.subscriptions.previewCoupon.queryOptions({ input: { id, couponCode: settled } }),
    select: nextOf,
    enabled: settled !== '' && settled === couponCode,
    retry: false,
  })
  return (
    <PlannedDialog
      title={text.couponTitle}
      confirm={text.applyCoupon}
      confirming={text.applying}
      previewTitle={text.nextInvoice}
      preview={couponCode === '' ? null : preview}
      outdated={settled !== couponCode}
      onConfirm={async (planHash) => {
        await actions.applyCoupon({ couponCode: settled, planHash }, key.current())
        toast.success(text.couponApplied)
      }}
      onClose={onClose}
    >
      <p className="text-muted">{text.couponMeans}</p>
      <Field label={text.couponCode}>
        {(control) => (
          <input
            {...control}
            {...notALogin}
            dir="auto"
            maxLength={64}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            className={controlClass}
          />
        )}
      </Field>
    </PlannedDialog>
  )
}

export function RemoveCouponDialog({
  subscriptionId: id,
  code,
  onClose,
}: CouponDialogProps & { code: string }) {
  const actions = useSubscriptionActions(id)
  const key = useIdempotencyKey()
  const preview = useQuery({
    ...api.subscriptions.previewRemoveCoupon.queryOptions({ input: { id } }),
    select: nextOf,
  })
  return (
    <PlannedDialog
      danger
      title={text.removeCouponTitle(code)}
      confirm={text.removeCoupon}
      confirming={text.removing}
      previewTitle={text.nextInvoice}
      preview={preview}
      onConfirm={async (planHash) => {
        await actions.removeCoupon({ planHash }, key.current())
        toast.success(text.couponRemoved)
      }}
      onClose={onClose}
    >
      <p>{text.removeCouponMeans}</p>
    </PlannedDialog>
  )
}
