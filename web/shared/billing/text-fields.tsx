import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { controlClass, Field } from '../../ui/field.tsx'
import { words } from '../../words/index.ts'

interface TextFieldProps {
  value: string
  onChange: (typed: string) => void
}

/** Why something is corrected. It is required. */
export const ReasonField = ({ value, onChange }: TextFieldProps) => (
  <Field label={words.billing.reason}>
    {(control) => (
      <input
        {...control}
        dir="auto"
        maxLength={500}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className={controlClass}
      />
    )}
  </Field>
)

/** The text of a bank transfer, or the number of a receipt. */
export const ReferenceField = ({ value, onChange }: TextFieldProps) => (
  <Field label={words.payments.reference} optional>
    {(control) => (
      <input
        {...control}
        dir="auto"
        maxLength={200}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className={controlClass}
      />
    )}
  </Field>
)

export const DateField = ({ label, value, onChange }: TextFieldProps & { label: string }) => (
  <Field label={label}>
    {(control) => (
      <input
        {...control}
        type="date"
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className={controlClass}
      />
    )}
  </Field>
)

/**
 * A chosen date. Until it is chosen: today in the company's time zone, which can differ from the browser's. Empty: not known
 * yet.
 */
export function useCompanyDate(): readonly [string, (date: string) => void] {
  const settings = useQuery(api.company.settings.queryOptions())
  const [chosen, setChosen] = useState<string | null>(null)
  return [chosen ?? settings.data?.today ?? '', setChosen]
}
