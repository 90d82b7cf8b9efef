import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Customer } from '#contracts/customers/schemas.ts'
import { type Currency, isCurrency } from '#contracts/money/currencies.ts'
import { api } from '../../lib/api.ts'
import { useSettled } from '../../lib/use-settled.ts'
import { RecordPaymentDialog } from '../../shared/billing/record-payment-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody } from '../../ui/dialog.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { notALogin } from '../../ui/not-a-login.ts'
import { LoadError } from '../../ui/states.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.payments

/** Asks for the customer first, and then for the payment. */
export function RecordForCustomer({ onClose }: { onClose: () => void }) {
  const [customer, setCustomer] = useState<Customer | null>(null)
  return customer ? (
    <RecordOf customerId={customer.id} onClose={onClose} />
  ) : (
    <ChooseCustomer onChoose={setCustomer} onClose={onClose} />
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

interface ChooseCustomerProps {
  onChoose: (customer: Customer) => void
  onClose: () => void
}

function ChooseCustomer({ onChoose, onClose }: ChooseCustomerProps) {
  const [typed, setTyped] = useState('')
  const search = useSettled(typed.trim(), 200)
  const found = useQuery({
    ...api.customers.list.queryOptions({ input: { search, limit: 8 } }),
    enabled: search !== '',
  })
  return (
    <Dialog open onClose={onClose} title={text.recordTitle}>
      <DialogBody>
        <Field label={text.findCustomer} help={text.customerHelp}>
          {(control) => (
            <input
              {...control}
              {...notALogin}
              type="search"
              dir="auto"
              maxLength={200}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
              className={controlClass}
            />
          )}
        </Field>
        {found.isError && <LoadError error={found.error} onRetry={() => void found.refetch()} />}
        {search !== '' && found.data?.items.length === 0 && (
          <p role="status" className="text-muted">
            {text.noCustomer}
          </p>
        )}
        <ul className="space-y-1">
          {search !== '' &&
            found.data?.items.map((customer) => (
              <li key={customer.id}>
                <Button
                  className="h-auto w-full justify-start py-1.5 text-left"
                  onClick={() => onChoose(customer)}
                >
                  <span className="min-w-0 wrap-anywhere">
                    <UserText>{customer.companyName ?? customer.fullName}</UserText>
                    <span className="block text-sm font-normal text-muted">
                      <UserText>{customer.email}</UserText>
                    </span>
                  </span>
                </Button>
              </li>
            ))}
        </ul>
      </DialogBody>
    </Dialog>
  )
}
