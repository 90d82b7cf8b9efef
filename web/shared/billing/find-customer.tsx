import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Customer } from '#contracts/customers/schemas.ts'
import { api } from '../../lib/api.ts'
import { useSettled } from '../../lib/use-settled.ts'
import { Button } from '../../ui/button.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { notALogin } from '../../ui/not-a-login.ts'
import { LoadError } from '../../ui/states.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.payments

/** Finds a customer by a part of the name or email. */
export function FindCustomer({ onChoose }: { onChoose: (customer: Customer) => void }) {
  const [typed, setTyped] = useState('')
  const search = useSettled(typed.trim(), 200)
  const found = useQuery({
    ...api.customers.list.queryOptions({ input: { search, limit: 8 } }),
    enabled: search !== '',
  })
  return (
    <>
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
    </>
  )
}
