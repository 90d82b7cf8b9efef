import type { FormEventHandler, ReactNode } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { words } from '../../words/index.ts'

interface SessionFormProps {
  onSubmit: FormEventHandler<HTMLFormElement>
  failure: string | null
  sending: boolean
  /** The text of the button, at rest and while sending. */
  action: { label: string; sending: string }
  email: { registration: UseFormRegisterReturn; error: string | undefined }
  /** The fields after the email address. */
  children: ReactNode
}

/** The frame of the forms before sign-in: an email address, more fields, one wide button. */
export function SessionForm({ onSubmit, failure, sending, action, email, children }: SessionFormProps) {
  return (
    <form noValidate onSubmit={onSubmit} className="space-y-4">
      <FormError message={failure} />
      <TextField label={words.session.email} type="email" autoComplete="username" literal {...email} />
      {children}
      <Button type="submit" variant="primary" className="w-full" blocked={sending}>
        {sending ? action.sending : action.label}
      </Button>
    </form>
  )
}
