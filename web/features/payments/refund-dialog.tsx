import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Payment } from '#contracts/payments/schemas.ts'
import { api } from '../../lib/api.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { amountText } from '../../shared/billing/amount.tsx'
import { AmountField, amountProblem, readAmount, typedAmount } from '../../shared/billing/amount-field.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { usePaymentActions } from './use-payment.ts'

const text = words.payments

/** Records money that was sent back to the customer. */
export function RefundDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const { currency, refundable } = payment
  const key = useIdempotencyKey()
  const actions = usePaymentActions(payment.id)
  const settings = useQuery(api.company.settings.queryOptions())
  const [typed, setTyped] = useState(typedAmount(refundable))
  const [reason, setReason] = useState('')
  const [reference, setReference] = useState('')
  // Until then today in the company's time zone, which can differ from the browser's.
  const [chosenDate, setChosenDate] = useState<string | null>(null)
  const amount = readAmount(typed, currency)
  const isTooMuch = amount !== null && BigInt(amount.amount) > BigInt(refundable.amount)
  const refundedOn = chosenDate ?? settings.data?.today ?? ''
  const problem = (): string | undefined => {
    if (typed !== '' && !amount) return amountProblem(currency)
    return isTooMuch ? text.refundMost(amountText(refundable)) : undefined
  }
  return (
    <ConfirmDialog
      title={text.refundTitle}
      confirm={text.refund}
      confirming={text.refunding}
      blocked={!amount || isTooMuch || refundedOn === '' || reason.trim() === ''}
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
        error={problem()}
        help={text.refundMost(amountText(refundable))}
      />
      <Field label={words.billing.reason}>
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
      <Field label={text.reference} optional>
        {(control) => (
          <input
            {...control}
            dir="auto"
            maxLength={200}
            value={reference}
            onChange={({ target }) => setReference(target.value)}
            className={controlClass}
          />
        )}
      </Field>
      <Field label={text.refundedOn}>
        {(control) => (
          <input
            {...control}
            type="date"
            value={refundedOn}
            onChange={({ target }) => setChosenDate(target.value)}
            className={controlClass}
          />
        )}
      </Field>
    </ConfirmDialog>
  )
}
