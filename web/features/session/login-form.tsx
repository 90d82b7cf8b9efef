import { useForm } from 'react-hook-form'
import { type SignIn, signIn as signInSchema } from '#contracts/session/schemas.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { signIn } from '../../shared/session/session.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { words } from '../../words/index.ts'

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
    <form noValidate onSubmit={submit} className="space-y-4">
      <FormError message={failure} />
      <TextField
        label={words.session.email}
        type="email"
        autoComplete="username"
        literal
        registration={form.register('email')}
        error={errors.email?.message}
      />
      <PasswordField
        label={words.session.password}
        autoComplete="current-password"
        registration={form.register('password')}
        error={errors.password?.message}
      />
      <Button type="submit" variant="primary" className="w-full" blocked={sending}>
        {sending ? words.session.signingIn : words.common.signIn}
      </Button>
    </form>
  )
}
