import { type FormEventHandler, type ReactNode, useEffect, useRef } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { words } from '../../words/index.ts'

interface SessionFormProps {
  onSubmit: FormEventHandler<HTMLFormElement>
  failure: string | null
  sending: boolean
  /** The text of the button, before and during sending. */
  action: { label: string; sending: string }
  email: { registration: UseFormRegisterReturn; error: string | undefined }
  /** Focuses the email field when the form opens. */
  startAtEmail?: boolean
  /** The fields after the email address. */
  children: ReactNode
}

/** The layout of the forms before sign-in: email, more fields and one wide button. */
export function SessionForm({
  onSubmit,
  failure,
  sending,
  action,
  email,
  startAtEmail = false,
  children,
}: SessionFormProps) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (startAtEmail) form.current?.querySelector<HTMLInputElement>('input[type="email"]')?.focus()
  }, [startAtEmail])
  return (
    <form ref={form} noValidate onSubmit={onSubmit} className="space-y-4">
      <TextField label={words.session.email} type="email" autoComplete="username" literal {...email} />
      {children}
      <div>
        <Button type="submit" variant="primary" className="w-full" blocked={sending}>
          {sending ? action.sending : action.label}
        </Button>
        {/* After the button, which therefore does not move. */}
        <div className={failure === null ? undefined : 'mt-4'}>
          <FormError message={failure} />
        </div>
      </div>
    </form>
  )
}
