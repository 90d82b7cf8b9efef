import type { ComponentProps, ReactNode } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { controlClass, Field } from './field.tsx'
import { notALogin } from './not-a-login.ts'

interface TextFieldProps
  extends Pick<ComponentProps<'input'>, 'type' | 'placeholder' | 'inputMode' | 'className' | 'readOnly'> {
  label: string
  registration: UseFormRegisterReturn
  help?: ReactNode
  error?: string | undefined
  optional?: boolean
  /** Without it no browser and no password manager may fill the field. */
  autoComplete?: string
  /** For usernames, addresses and keys: no auto-capitalization and no spell check. */
  literal?: boolean
}

export function TextField({
  label,
  registration,
  help,
  error,
  optional = false,
  autoComplete,
  literal = false,
  className,
  ...input
}: TextFieldProps) {
  return (
    <Field label={label} help={help} error={error} optional={optional} {...(className ? { className } : {})}>
      {(control) => (
        <input
          {...control}
          {...input}
          {...registration}
          dir="auto"
          {...(autoComplete === undefined ? notALogin : { autoComplete })}
          {...(literal ? { autoCapitalize: 'none', autoCorrect: 'off', spellCheck: false } : {})}
          className={controlClass}
        />
      )}
    </Field>
  )
}
