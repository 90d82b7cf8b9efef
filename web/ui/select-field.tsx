import type { ReactNode } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { Field } from './field.tsx'
import { Select } from './select.tsx'

interface SelectFieldProps {
  label: string
  registration: UseFormRegisterReturn
  /** Value and label of each option, in order. */
  options: readonly (readonly [value: string, label: string])[]
  help?: ReactNode
  error?: string | undefined
  optional?: boolean
  disabled?: boolean
  className?: string
}

/** A native select with a label. */
export function SelectField({
  label,
  registration,
  options,
  help,
  error,
  optional = false,
  disabled = false,
  className,
}: SelectFieldProps) {
  return (
    <Field label={label} help={help} error={error} optional={optional} {...(className ? { className } : {})}>
      {(control) => (
        <Select {...control} {...registration} disabled={disabled}>
          {options.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
