import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { type PasswordOnly, passwordOnly } from '#contracts/factors/schemas.ts'
import { schemaResolver } from '../../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../../lib/use-form-submit.ts'
import type { ButtonVariant } from '../../../ui/button.tsx'
import { PasswordField } from '../../../ui/password-field.tsx'
import { words } from '../../../words/index.ts'
import { StepForm } from './step-form.tsx'

const text = words.twoFactor

interface PasswordStepProps {
  action: { label: string; sending: string; variant?: ButtonVariant }
  send: (body: PasswordOnly) => Promise<void>
  onClose: () => void
  children: ReactNode
}

/** Asks for the password of the signed-in user. */
export function PasswordStep({ action, send, onClose, children }: PasswordStepProps) {
  const form = useForm<PasswordOnly, unknown, PasswordOnly>({
    defaultValues: { currentPassword: '' },
    resolver: schemaResolver(passwordOnly, (values) => values),
  })
  const { submit, failure, sending } = useFormSubmit({ form, fields: ['currentPassword'], send })
  return (
    <StepForm onSubmit={submit} failure={failure} sending={sending} action={action} onClose={onClose}>
      {children}
      <PasswordField
        label={text.password}
        autoComplete="current-password"
        registration={form.register('currentPassword')}
        error={form.formState.errors.currentPassword?.message}
      />
    </StepForm>
  )
}
