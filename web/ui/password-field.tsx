import { Copy, Eye, EyeOff, type LucideIcon, WandSparkles } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { copyText } from '../lib/copy-text.ts'
import { words } from '../words/index.ts'
import { classNames } from './class-names.ts'
import { controlClass, Field } from './field.tsx'
import { StrengthBar } from './strength-bar.tsx'
import { Tip } from './tip.tsx'
import { toast } from './toast.ts'

interface PasswordFieldProps {
  label: string
  registration: UseFormRegisterReturn
  help?: ReactNode
  error?: string | undefined
  optional?: boolean
  autoComplete?: 'new-password' | 'current-password' | 'off'
  /** Generates a password and sets it in the form. If absent, there is no Generate button. */
  onGenerate?: () => void
  copyable?: boolean
  /** The typed password and known personal data. If set, the field shows the password strength. */
  strength?: { value: string; known: readonly string[] }
}

/** Space for the icons at the end of the input. */
const paddings = ['pr-2.5', 'pr-10', 'pr-18', 'pr-26'] as const

/**
 * The buttons are named by their verb only and distinguished by their description. A name with the
 * field's label would make the label ambiguous.
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
  const generate = () => {
    onGenerate?.()
    setShown(true)
  }
  const icons = 1 + Number(onGenerate !== undefined) + Number(copyable)

  return (
    <Field label={label} help={help} error={error} optional={optional}>
      {(control) => (
        <>
          <div className="relative">
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
              className={classNames(controlClass, paddings[icons], shown && 'font-mono')}
            />
            <span className="absolute inset-y-0 right-1 flex items-center">
              <FieldIcon
                word={shown ? words.common.hide : words.common.show}
                Icon={shown ? EyeOff : Eye}
                describedBy={control.id}
                onPress={() => setShown(!shown)}
              />
              {onGenerate && (
                <FieldIcon
                  word={words.common.generate}
                  Icon={WandSparkles}
                  describedBy={control.id}
                  onPress={generate}
                />
              )}
              {copyable && (
                <FieldIcon
                  word={words.common.copy}
                  Icon={Copy}
                  describedBy={control.id}
                  onPress={() => void copy()}
                />
              )}
            </span>
          </div>
          {strength && (
            <StrengthBar
              password={strength.value}
              known={strength.known}
              // A generated password is rated although the field was never focused.
              wanted={turnedTo || strength.value !== ''}
            />
          )}
        </>
      )}
    </Field>
  )
}

interface FieldIconProps {
  word: string
  Icon: LucideIcon
  describedBy: string
  onPress: () => void
}

function FieldIcon({ word, Icon, describedBy, onPress }: FieldIconProps) {
  return (
    <Tip text={word}>
      <button
        type="button"
        aria-label={word}
        aria-describedby={describedBy}
        onClick={onPress}
        className="inline-flex size-8 items-center justify-center rounded text-muted outline-offset-[-2px] hover:bg-sunken hover:text-text"
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </Tip>
  )
}
