import { useForm } from 'react-hook-form'
import { type SignIn, signIn as signInSchema } from '#contracts/session/schemas.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { signIn } from '../../shared/session/session.ts'
import { PasswordField } from '../../ui/password-field.tsx'
import { words } from '../../words/index.ts'
import { SessionForm } from './session-form.tsx'

export function LoginForm({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const form = useForm<SignIn, unknown, SignIn>({
    defaultValues: { email: '', password: '' },
    resolver: schemaResolver(signInSchema, (values) => values),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['email', 'password'],
    send: async (credentials) => {
      await signIn(credentials)
      await onSignedIn()
    },
  })
  const { errors } = form.formState
  return (
    <SessionForm
      onSubmit={submit}
      failure={failure}
      sending={sending}
      action={{ label: words.common.signIn, sending: words.session.signingIn }}
      startAtEmail
      email={{ registration: form.register('email'), error: errors.email?.message }}
    >
      <PasswordField
        label={words.session.password}
        autoComplete="current-password"
        registration={form.register('password')}
        error={errors.password?.message}
      />
    </SessionForm>
  )
}
