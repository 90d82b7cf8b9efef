import { useForm } from 'react-hook-form'
import { type SignIn, signIn as signInSchema } from '#contracts/session/schemas.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { signIn } from '../../shared/session/session.ts'
import { PasswordField } from '../../ui/password-field.tsx'
import { words } from '../../words/index.ts'
import { SessionForm } from './session-form.tsx'

interface LoginFormProps {
  onSignedIn: () => Promise<void>
  onCodeNeeded: () => void
}

export function LoginForm({ onSignedIn, onCodeNeeded }: LoginFormProps) {
  const form = useForm<SignIn, unknown, SignIn>({
    defaultValues: { email: '', password: '' },
    resolver: schemaResolver(signInSchema, (values) => values),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['email', 'password'],
    send: async (credentials) => {
      if ((await signIn(credentials)) === 'code-needed') onCodeNeeded()
      else await onSignedIn()
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
