import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Currency } from '#contracts/money/currencies.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import type { PaymentMethod } from '#contracts/payments/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { oneOf } from '../../lib/one-of.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { AmountField, amountProblem, readAmount, typedAmount } from './amount-field.tsx'
import { DateField, ReferenceField, useCompanyDate } from './text-fields.tsx'

const text = words.payments
const methods: readonly PaymentMethod[] = ['bank-transfer', 'cash', 'other']

interface RecordPaymentDialogProps {
  customerId: string
  currency: Currency
  /** The invoice that it pays first. */
  invoice?: { id: string; number: string; amountDue: MoneyJson }
  onClose: () => void
}

/** Records a bank transfer or cash that was received. */
export function RecordPaymentDialog({ customerId, currency, invoice, onClose }: RecordPaymentDialogProps) {
  const queryClient = useQueryClient()
  const key = useIdempotencyKey()
  const [typed, setTyped] = useState(invoice ? typedAmount(invoice.amountDue) : '')
  const [method, setMethod] = useState<PaymentMethod>('bank-transfer')
  const [reference, setReference] = useState('')
  const [receivedOn, setReceivedOn] = useCompanyDate()
  const amount = readAmount(typed, currency)
  const record = async () => {
    if (!amount) return
    const body = { amount, method, reference: reference.trim(), receivedOn }
    const once = { context: { idempotencyKey: key.current() } }
    await (invoice
      ? client.invoices.recordPayment({ ...body, id: invoice.id }, once)
      : client.payments.record({ ...body, customerId }, once))
    for (const entity of [api.invoices, api.payments, api.ledger])
      void queryClient.invalidateQueries({ queryKey: entity.key() })
    toast.success(text.recorded)
  }
  return (
    <ConfirmDialog
      title={invoice ? text.recordFor(invoice.number) : text.recordTitle}
      confirm={text.record}
      confirming={text.recording}
      blocked={!amount || receivedOn === ''}
      onConfirm={record}
      onClose={onClose}
    >
      <p className="text-muted">{invoice ? text.invoiceHelp : text.recordHelp}</p>
      <AmountField
        label={words.billing.amountIn(currency)}
        currency={currency}
        value={typed}
        onChange={setTyped}
        error={typed === '' || amount ? undefined : amountProblem(currency)}
      />
      <Field label={text.method}>
        {(control) => (
          <Select
            {...control}
            value={method}
            onChange={({ target }) => setMethod(oneOf(methods, target.value) ?? 'bank-transfer')}
          >
            {methods.map((one) => (
              <option key={one} value={one}>
                {text.methods[one]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <ReferenceField value={reference} onChange={setReference} />
      <DateField label={text.receivedOn} value={receivedOn} onChange={setReceivedOn} />
    </ConfirmDialog>
  )
}
