import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Customer } from '#contracts/customers/schemas.ts'
import { type Currency, isCurrency } from '#contracts/money/currencies.ts'
import { api } from '../../lib/api.ts'
import { FindCustomer } from '../../shared/billing/find-customer.tsx'
import { RecordPaymentDialog } from '../../shared/billing/record-payment-dialog.tsx'
import { Dialog, DialogBody } from '../../ui/dialog.tsx'
import { words } from '../../words/index.ts'

const text = words.payments

/** Asks for the customer first, and then for the payment. */
export function RecordForCustomer({ onClose }: { onClose: () => void }) {
  const [customer, setCustomer] = useState<Customer | null>(null)
  return customer ? (
    <RecordOf customerId={customer.id} onClose={onClose} />
  ) : (
    <Dialog open onClose={onClose} title={text.recordTitle}>
      <DialogBody>
        <FindCustomer onChoose={setCustomer} />
      </DialogBody>
    </Dialog>
  )
}

/** In the currency of the customer's bookings, or of their billing profile. */
function RecordOf({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const balance = useQuery(api.ledger.balance.queryOptions({ input: { id: customerId } }))
  const profile = useQuery(api.billingProfiles.get.queryOptions({ input: { id: customerId } }))
  const currency: Currency | undefined =
    balance.data?.items[0]?.currency ?? currencyIn(profile.data?.currency)
  if (balance.isPending || (!currency && profile.isPending)) return null
  return <RecordPaymentDialog customerId={customerId} currency={currency ?? 'EUR'} onClose={onClose} />
}

const currencyIn = (code: string | null | undefined): Currency | undefined =>
  code && isCurrency(code) ? code : undefined
