import type { ReactNode } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { controlClass, Field } from './field.tsx'

interface TextAreaFieldProps {
  label: string
  registration: UseFormRegisterReturn
  rows: number
  help?: ReactNode
  error?: string | undefined
  optional?: boolean
}

/** Several lines of text. */
export function TextAreaField({
  label,
  registration,
  rows,
  help,
  error,
  optional = false,
}: TextAreaFieldProps) {
  return (
    <Field label={label} help={help} error={error} optional={optional}>
      {(control) => (
        <textarea
          {...control}
          {...registration}
          dir="auto"
          rows={rows}
          className={`${controlClass} h-auto py-2`}
        />
      )}
    </Field>
  )
}
