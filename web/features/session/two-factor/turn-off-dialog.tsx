import { useForm } from 'react-hook-form'
import { type PasswordAndCode, passwordAndCode } from '#contracts/factors/schemas.ts'
import { client } from '../../../lib/api.ts'
import { randomUuid } from '../../../lib/random.ts'
import { schemaResolver } from '../../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../../lib/use-form-submit.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { PasswordField } from '../../../ui/password-field.tsx'
import { toast } from '../../../ui/toast.ts'
import { words } from '../../../words/index.ts'
import { StepForm } from './step-form.tsx'
import { CodeField } from './use-second-step.tsx'

const text = words.twoFactor

interface TurnOffDialogProps {
  onClose: () => void
  onDone: () => void
}

export function TurnOffDialog({ onClose, onDone }: TurnOffDialogProps) {
  const form = useForm<PasswordAndCode, unknown, PasswordAndCode>({
    defaultValues: { currentPassword: '', code: '' },
    resolver: schemaResolver(passwordAndCode, (values) => values),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['currentPassword', 'code'],
    send: async (body) => {
      await client.factors.removeTotp(body, { context: { idempotencyKey: randomUuid() } })
      toast.success(text.turnedOff)
      onDone()
    },
  })
  const { errors } = form.formState
  return (
    <Dialog open onClose={onClose} title={text.turnOffTitle}>
      <StepForm
        onSubmit={submit}
        failure={failure}
        sending={sending}
        action={{ label: text.turnOff, sending: text.turningOff, variant: 'danger' }}
        onClose={onClose}
      >
        <p>{text.turnOffMeans}</p>
        <PasswordField
          label={text.password}
          autoComplete="current-password"
          registration={form.register('currentPassword')}
          error={errors.currentPassword?.message}
        />
        <CodeField registration={form.register('code')} error={errors.code?.message} />
      </StepForm>
    </Dialog>
  )
}
