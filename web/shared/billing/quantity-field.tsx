import { controlClass, Field } from '../../ui/field.tsx'
import { words } from '../../words/index.ts'

/** Returns a typed quantity. Null: not a whole number from 1 to 99999. */
export const quantityIn = (typed: string): number | null =>
  /^[1-9]\d{0,4}$/.test(typed) ? Number.parseInt(typed, 10) : null

interface QuantityFieldProps {
  value: string
  onChange: (typed: string) => void
}

export const QuantityField = ({ value, onChange }: QuantityFieldProps) => (
  <Field label={words.subscriptions.quantity}>
    {(control) => (
      <input
        {...control}
        inputMode="numeric"
        maxLength={5}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className={controlClass}
      />
    )}
  </Field>
)
