import { type ReactNode, useRef, useState } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { copyText } from '../lib/copy-text.ts'
import { words } from '../words/index.ts'
import { Button } from './button.tsx'
import { controlLook, Field } from './field.tsx'
import { StrengthBar } from './strength-bar.tsx'
import { toast } from './toast.ts'

interface PasswordFieldProps {
  label: string
  registration: UseFormRegisterReturn
  help?: ReactNode
  error?: string | undefined
  optional?: boolean
  autoComplete?: 'new-password' | 'current-password' | 'off'
  /** Makes a password and puts it into the form; without it there is no Generate button. */
  onGenerate?: () => void
  copyable?: boolean
  /** What stands in the field and what is known of the person: shows how hard it is to guess. */
  strength?: { value: string; known: readonly string[] }
}

/**
 * The buttons are named by their visible word alone, and told apart by their description: a name that held the
 * field's label would make the label ambiguous for whoever looks the field up by it.
 */
export function PasswordField({
  label,
  registration,
  help,
  error,
  optional = false,
  autoComplete = 'new-password',
  onGenerate,
  copyable = onGenerate !== undefined,
  strength,
}: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  const [turnedTo, setTurnedTo] = useState(false)
  const input = useRef<HTMLInputElement | null>(null)

  const copy = async () => {
    if (!input.current) return
    if (input.current.value === '') toast.info(words.common.nothingToCopy)
    else if (await copyText(input.current.value, input.current)) toast.success(words.common.copied)
    else toast.error(words.common.copyRefused)
  }

  return (
    <Field label={label} help={help} error={error} optional={optional}>
      {(control) => (
        <>
          <div className="flex flex-wrap gap-1.5">
            <input
              {...control}
              {...registration}
              onFocus={() => setTurnedTo(true)}
              ref={(element) => {
                registration.ref(element)
                input.current = element
              }}
              type={shown ? 'text' : 'password'}
              autoComplete={autoComplete}
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              className={`${controlLook} flex-1 basis-48 ${shown ? 'font-mono' : ''}`}
            />
            <span className="flex gap-1.5">
              <Button className="min-w-17" aria-describedby={control.id} onClick={() => setShown(!shown)}>
                {shown ? words.common.hide : words.common.show}
              </Button>
              {onGenerate && (
                <Button
                  aria-describedby={control.id}
                  onClick={() => {
                    onGenerate()
                    setTurnedTo(true)
                    setShown(true)
                  }}
                >
                  {words.common.generate}
                </Button>
              )}
              {copyable && (
                <Button aria-describedby={control.id} onClick={copy}>
                  {words.common.copy}
                </Button>
              )}
            </span>
          </div>
          {strength && <StrengthBar password={strength.value} known={strength.known} wanted={turnedTo} />}
        </>
      )}
    </Field>
  )
}
