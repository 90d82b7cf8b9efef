import { useForm } from 'react-hook-form'
import { generatePassword } from '#contracts/password-generator.ts'
import { type Setup, setup } from '#contracts/session/schemas.ts'
import { client } from '../../lib/api.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { signIn } from '../../shared/session/session.ts'
import { PasswordField } from '../../ui/password-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { words } from '../../words/index.ts'
import { SessionForm } from './session-form.tsx'

type Values = Omit<Setup, 'token'>

/** Creates the first admin and signs in as that admin. */
export function SetupForm({ token, onDone }: { token: string; onDone: () => Promise<void> }) {
  const key = useIdempotencyKey()
  const form = useForm<Values, unknown, Setup>({
    defaultValues: { email: '', fullName: '', password: '' },
    resolver: schemaResolver(setup, (values) => ({ ...values, token })),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['email', 'fullName', 'password'],
    send: async (body) => {
      await client.session.setup(body, { context: { idempotencyKey: key.current() } })
      key.renew()
      await signIn({ email: body.email, password: body.password })
      await onDone()
    },
  })
  const { errors } = form.formState
  return (
    <SessionForm
      onSubmit={submit}
      failure={failure}
      sending={sending}
      action={{ label: words.session.createAdmin, sending: words.session.creatingAdmin }}
      startAtEmail
      email={{ registration: form.register('email'), error: errors.email?.message }}
    >
      <TextField
        label={words.session.fullName}
        autoComplete="name"
        registration={form.register('fullName')}
        error={errors.fullName?.message}
      />
      <PasswordField
        label={words.session.password}
        registration={form.register('password')}
        error={errors.password?.message}
        help={words.session.atLeast8}
        onGenerate={() => form.setValue('password', generatePassword(), { shouldValidate: true })}
      />
    </SessionForm>
  )
}
