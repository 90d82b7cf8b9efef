import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { passwordAndCode, passwordOnly, type Reauthentication } from '#contracts/factors/schemas.ts'
import type { Viewer } from '#contracts/session/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { passkeysWorkAt } from '../../lib/passkey.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { passkeyResponse } from '../../shared/session/second-step.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { words } from '../../words/index.ts'
import { StepForm } from './two-factor/step-form.tsx'
import { CodeField } from './two-factor/use-second-step.tsx'

const text = words.session

interface ConfirmIdentityDialogProps {
  viewer: Viewer
  onConfirmed: () => void
  onClose: () => void
}

type Values = { currentPassword: string; code: string }

/** A dialog above the submitted form. After the confirmation the form is sent again. */
export function ConfirmIdentityDialog({ viewer, onConfirmed, onClose }: ConfirmIdentityDialogProps) {
  const form = useForm<Values, unknown, Reauthentication>({
    defaultValues: { currentPassword: '', code: '' },
    resolver: schemaResolver<Values, Reauthentication>(
      viewer.twoFactor ? passwordAndCode : passwordOnly,
      (values) => values,
    ),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['currentPassword', 'code'],
    send: async (body) => {
      await client.session.reauthenticate(body, { context: { idempotencyKey: randomUuid() } })
      onConfirmed()
    },
  })
  const { errors } = form.formState
  const { data: factors } = useQuery(api.factors.get.queryOptions())
  const hasPasskey = factors && factors.passkeys.length > 0 && passkeysWorkAt(factors.passkeyDomain)
  const [signing, setSigning] = useState(false)
  const [passkeyFailure, setPasskeyFailure] = useState<string | null>(null)
  const confirmByPasskey = async () => {
    setSigning(true)
    setPasskeyFailure(null)
    try {
      const context = { idempotencyKey: randomUuid() }
      await client.session.reauthenticateByPasskey(await passkeyResponse(), { context })
      onConfirmed()
    } catch (error) {
      setPasskeyFailure(explain(error))
      setSigning(false)
    }
  }
  return (
    <Dialog open small onClose={onClose} title={text.confirmIdentity} description={text.confirmIdentityMeans}>
      <StepForm
        onSubmit={submit}
        failure={failure}
        sending={sending}
        action={{ label: text.confirm, sending: text.confirming }}
        onClose={onClose}
      >
        {/* For password managers. */}
        <input type="email" autoComplete="username" value={viewer.email} readOnly hidden />
        <PasswordField
          label={text.password}
          autoComplete="current-password"
          registration={form.register('currentPassword')}
          error={errors.currentPassword?.message}
        />
        {viewer.twoFactor && <CodeField registration={form.register('code')} error={errors.code?.message} />}
        {hasPasskey && (
          <Button blocked={sending || signing} onClick={() => void confirmByPasskey()}>
            {words.passkeys.confirm}
          </Button>
        )}
        <FormError message={passkeyFailure} />
      </StepForm>
    </Dialog>
  )
}
