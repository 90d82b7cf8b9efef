import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { newPasskey, passwordOnly } from '#contracts/factors/schemas.ts'
import { client } from '../../../lib/api.ts'
import { deviceOf } from '../../../lib/device.ts'
import { createPasskey } from '../../../lib/passkey.ts'
import { randomUuid } from '../../../lib/random.ts'
import { schemaResolver } from '../../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../../lib/use-form-submit.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { PasswordField } from '../../../ui/password-field.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { toast } from '../../../ui/toast.ts'
import { words } from '../../../words/index.ts'
import { StepForm } from '../two-factor/step-form.tsx'

const text = words.passkeys

const schema = z.object({ name: newPasskey.shape.name, currentPassword: passwordOnly.shape.currentPassword })
type Values = z.infer<typeof schema>

function deviceName(): string {
  const device = deviceOf(navigator.userAgent)
  return device ? words.account.device(device.browser, device.system) : ''
}

interface AddPasskeyDialogProps {
  onClose: () => void
  onDone: () => void
}

/** Asks for the password, and lets the browser create a passkey. */
export function AddPasskeyDialog({ onClose, onDone }: AddPasskeyDialogProps) {
  const form = useForm<Values, unknown, Values>({
    defaultValues: { name: deviceName(), currentPassword: '' },
    resolver: schemaResolver(schema, (values) => values),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['name', 'currentPassword'],
    send: async ({ name, currentPassword }) => {
      const context = { idempotencyKey: randomUuid() }
      const response = await createPasskey(
        await client.factors.startPasskey({ currentPassword }, { context }),
      )
      await client.factors.addPasskey({ name, response }, { context: { idempotencyKey: randomUuid() } })
      toast.success(text.done)
      onDone()
    },
  })
  const { errors } = form.formState
  return (
    <Dialog open onClose={onClose} title={text.addTitle}>
      <StepForm
        onSubmit={submit}
        failure={failure}
        sending={sending}
        action={{ label: text.add, sending: text.adding }}
        onClose={onClose}
      >
        <p>{text.addHelp}</p>
        <TextField
          label={text.name}
          help={text.nameHelp}
          registration={form.register('name')}
          error={errors.name?.message}
        />
        <PasswordField
          label={words.twoFactor.password}
          autoComplete="current-password"
          registration={form.register('currentPassword')}
          error={errors.currentPassword?.message}
        />
      </StepForm>
    </Dialog>
  )
}
