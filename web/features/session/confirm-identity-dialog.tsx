import { useForm } from 'react-hook-form'
import { passwordAndCode, passwordOnly, type Reauthentication } from '#contracts/factors/schemas.ts'
import type { Viewer } from '#contracts/session/schemas.ts'
import { client } from '../../lib/api.ts'
import { randomUuid } from '../../lib/random.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { Dialog } from '../../ui/dialog.tsx'
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
      </StepForm>
    </Dialog>
  )
}
