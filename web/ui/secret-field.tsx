import { type ReactNode, useState } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { words } from '../words/index.ts'
import { Button } from './button.tsx'
import { controlClass, Field } from './field.tsx'
import { notALogin } from './not-a-login.ts'

interface SecretFieldProps {
  label: string
  registration: UseFormRegisterReturn
  help?: ReactNode
  error?: string | undefined
  optional?: boolean
}

/**
 * A secret that is not a user's password, such as an API secret. Browsers ignore autocomplete="off" on a password field:
 * they fill a saved login into it and into the text field before it. So this is a text field with hidden characters.
 */
export function SecretField({ label, registration, help, error, optional = false }: SecretFieldProps) {
  const [shown, setShown] = useState(false)
  return (
    <Field label={label} help={help} error={error} optional={optional}>
      {(control) => (
        <div className="flex flex-wrap gap-1.5">
          <input
            {...control}
            {...registration}
            {...notALogin}
            type="text"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            className={`${controlClass} flex-1 basis-48 font-mono ${shown ? '' : '[-webkit-text-security:disc]'}`}
          />
          <Button className="min-w-17" aria-describedby={control.id} onClick={() => setShown(!shown)}>
            {shown ? words.common.hide : words.common.show}
          </Button>
        </div>
      )}
    </Field>
  )
}
