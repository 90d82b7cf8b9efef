import { useEffect, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { dropDraft, keepDraft, readDraft } from '../../lib/draft.ts'
import { type AddCustomerValues, emptyCustomer } from './add-customer-values.ts'

const name = 'add-customer'

// Passwords and the hosting option are never kept. Staff decide about hosting each time.
const draftOf = ({ email, fullName, companyName, isActive }: AddCustomerValues) => ({
  email,
  fullName,
  companyName,
  isActive,
})

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** The initial values of the form. */
export function customerFromDraft(): AddCustomerValues {
  const kept = readDraft(name)
  if (!kept) return emptyCustomer
  return {
    ...emptyCustomer,
    email: text(kept.email),
    fullName: text(kept.fullName),
    companyName: text(kept.companyName),
    isActive: kept.isActive !== false,
  }
}

export const dropCustomerDraft = () => dropDraft(name)

/** Keeps the typed values through a reload. Returns whether the form started with kept values. */
export function useCustomerDraft<Output>(form: UseFormReturn<AddCustomerValues, unknown, Output>) {
  const [restored, setRestored] = useState(() => readDraft(name) !== null)
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values }) => {
          const { email, fullName, companyName } = values
          if (email || fullName || companyName) keepDraft(name, draftOf(values))
          else dropCustomerDraft()
        },
      }),
    [form],
  )
  const startEmpty = () => {
    form.reset(emptyCustomer)
    dropCustomerDraft()
    setRestored(false)
    // The pressed button disappears with the draft, and the focus would be lost.
    setTimeout(() => form.setFocus('email'))
  }
  return { restored, startEmpty, end: () => setRestored(false) }
}
