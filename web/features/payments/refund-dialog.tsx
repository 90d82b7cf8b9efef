import { useState } from 'react'
import type { Payment } from '#contracts/payments/schemas.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { amountText } from '../../shared/billing/amount.tsx'
import {
  AmountField,
  limitedAmountProblem,
  readAmount,
  typedAmount,
} from '../../shared/billing/amount-field.tsx'
import { DateField, ReasonField, ReferenceField, useCompanyDate } from '../../shared/billing/text-fields.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { usePaymentActions } from './use-payment.ts'

const text = words.payments

/** Records money that was sent back to the customer. */
export function RefundDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const { currency, refundable } = payment
  const key = useIdempotencyKey()
  const actions = usePaymentActions(payment.id)
  const [typed, setTyped] = useState(typedAmount(refundable))
  const [reason, setReason] = useState('')
  const [reference, setReference] = useState('')
  const [refundedOn, setRefundedOn] = useCompanyDate()
  const amount = readAmount(typed, currency)
  const problem = limitedAmountProblem(typed, refundable, (most) => text.refundMost(amountText(most)))
  return (
    <ConfirmDialog
      title={text.refundTitle}
      confirm={text.refund}
      confirming={text.refunding}
      blocked={!amount || problem !== undefined || refundedOn === '' || reason.trim() === ''}
      onConfirm={async () => {
        if (!amount) return
        await actions.refund(
          { amount, reference: reference.trim(), refundedOn, reason: reason.trim() },
          key.current(),
        )
        toast.success(text.refundRecorded)
      }}
      onClose={onClose}
    >
      <p className="text-muted">{text.refundHelp}</p>
      <AmountField
        label={words.billing.amountIn(currency)}
        currency={currency}
        value={typed}
        onChange={setTyped}
        error={problem}
        help={text.refundMost(amountText(refundable))}
      />
      <ReasonField value={reason} onChange={setReason} />
      <ReferenceField value={reference} onChange={setReference} />
      <DateField label={text.refundedOn} value={refundedOn} onChange={setRefundedOn} />
    </ConfirmDialog>
  )
}
