import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { type OwnEmailChange, ownEmailChange } from '#contracts/session/schemas.ts'
import { client } from '../../lib/api.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.session

/** The email changes when the link in the mail to the new address is used. */
export function ChangeEmailForm() {
  const [requested, setRequested] = useState<string | null>(null)
  const key = useIdempotencyKey()
  const form = useForm<OwnEmailChange, unknown, OwnEmailChange>({
    defaultValues: { newEmail: '', currentPassword: '' },
    resolver: schemaResolver(ownEmailChange, (values) => values),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['newEmail', 'currentPassword'],
    send: async (body) => {
      setRequested(null)
      await client.session.changeEmail(body, { context: { idempotencyKey: key.current() } })
      key.renew()
      form.reset()
      setRequested(body.newEmail)
    },
  })
  const { errors } = form.formState
  return (
    <form noValidate onSubmit={submit} className="max-w-xl space-y-4">
      <FormError message={failure} />
      <TextField
        label={text.newEmail}
        type="email"
        autoComplete="email"
        literal
        registration={form.register('newEmail')}
        error={errors.newEmail?.message}
        help={text.changeEmailHelp}
      />
      <PasswordField
        label={text.yourPassword}
        autoComplete="current-password"
        registration={form.register('currentPassword')}
        error={errors.currentPassword?.message}
      />
      <div>
        <Button type="submit" variant="primary" blocked={sending}>
          {sending ? text.changingEmail : text.changeEmail}
        </Button>
        <LiveRegion>
          {requested !== null && (
            <Notice tone="good" className="mt-4" onDismiss={() => setRequested(null)}>
              <Sentence text={text.emailRequested} values={[requested]} />
            </Notice>
          )}
        </LiveRegion>
      </div>
    </form>
  )
}
