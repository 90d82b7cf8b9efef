import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { z } from 'zod'
import { generatePassword } from '#contracts/password-generator.ts'
import type { PasswordLinkOwner } from '#contracts/password-links/schemas.ts'
import { newPassword } from '#contracts/text.ts'
import { client } from '../../lib/api.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

interface SetPasswordFormProps {
  token: string
  owner: PasswordLinkOwner
  onDone: () => void
}

type Values = { password: string }
const schema = z.object({ password: newPassword() })

/** The form that a single-use link opens. */
export function SetPasswordForm({ token, owner, onDone }: SetPasswordFormProps) {
  const key = useIdempotencyKey()
  const [sent, setSent] = useState(false)
  const form = useForm<Values, unknown, Values>({
    defaultValues: { password: '' },
    resolver: schemaResolver(schema, (values) => values),
  })
  const password = useWatch({ control: form.control, name: 'password' })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['password'],
    send: async (body) => {
      const context = { idempotencyKey: key.current() }
      await client.passwordLinks.use({ token, password: body.password }, { context })
      setSent(true)
      onDone()
    },
  })
  return (
    <form noValidate onSubmit={submit} className="space-y-4">
      <p className="text-muted">
        <Sentence text={words.session.setPasswordFor} values={[owner.name, owner.email]} />
      </p>
      {/* Password managers keep the password under this name. */}
      <input type="email" autoComplete="username" value={owner.email} readOnly hidden />
      <PasswordField
        label={words.session.password}
        registration={form.register('password')}
        error={form.formState.errors.password?.message}
        help={words.session.atLeast8}
        strength={{ value: password, known: [owner.email, owner.name] }}
        onGenerate={() => form.setValue('password', generatePassword(), { shouldValidate: true })}
      />
      <FormError message={failure} />
      <Button type="submit" variant="primary" className="w-full" blocked={sending || sent}>
        {sending ? words.session.settingPassword : words.session.setPassword}
      </Button>
    </form>
  )
}
