import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { generatePassword } from '#contracts/password-generator.ts'
import { type OwnPasswordChange, ownPasswordChange } from '#contracts/session/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { signInAgain } from '../../lib/sign-in-again.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { signIn } from '../../shared/session/session.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'

/** @param email the email of the signed-in user */
export function ChangePasswordForm({ email }: { email: string }) {
  const queryClient = useQueryClient()
  const [changed, setChanged] = useState(false)
  const key = useIdempotencyKey()
  const form = useForm<OwnPasswordChange, unknown, OwnPasswordChange>({
    defaultValues: { currentPassword: '', newPassword: '' },
    resolver: schemaResolver(ownPasswordChange, (values) => values),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['currentPassword', 'newPassword'],
    send: async (body) => {
      setChanged(false)
      await client.session.changePassword(body, { context: { idempotencyKey: key.current() } })
      key.renew()
      // The change ends every session of this user, including this one.
      const result = await signIn({ email, password: body.newPassword })
      form.reset()
      if (result === 'code-needed') {
        // The dialog asks for the password and a code.
        toast.success(words.twoFactor.signInAgain)
        if (!(await signInAgain())) return
      }
      void queryClient.invalidateQueries({ queryKey: api.session.sessions.key() })
      setChanged(true)
    },
  })
  const { errors } = form.formState
  return (
    <form noValidate onSubmit={submit} className="max-w-xl space-y-4">
      <FormError message={failure} />
      <PasswordField
        label={words.session.currentPassword}
        autoComplete="current-password"
        registration={form.register('currentPassword')}
        error={errors.currentPassword?.message}
      />
      <PasswordField
        label={words.session.newPassword}
        registration={form.register('newPassword')}
        error={errors.newPassword?.message}
        help={words.session.atLeast8}
        onGenerate={() => form.setValue('newPassword', generatePassword(), { shouldValidate: true })}
      />
      <p className="text-sm text-muted">{words.session.changeSignsOut}</p>
      <div>
        <Button type="submit" variant="primary" blocked={sending}>
          {sending ? words.session.changing : words.session.changePassword}
        </Button>
        <LiveRegion>
          {changed && (
            <Notice tone="good" className="mt-4" onDismiss={() => setChanged(false)}>
              {words.session.passwordChanged}
            </Notice>
          )}
        </LiveRegion>
      </div>
    </form>
  )
}
