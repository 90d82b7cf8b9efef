import { useForm } from 'react-hook-form'
import { z } from 'zod'
import type { Customer } from '#contracts/customer.ts'
import { newPassword } from '#contracts/text.ts'
import { generatePassword } from '../../lib/password-generator.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { toast } from '../../ui/toast.ts'
import { useChangeCustomer } from './use-change-customer.ts'

const schema = z.object({ password: newPassword() })
type Values = z.infer<typeof schema>

export function SetPasswordDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const change = useChangeCustomer(customer.id)
  const form = useForm<Values, unknown, Values>({
    defaultValues: { password: '' },
    resolver: schemaResolver(schema, (values) => values),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['password'],
    send: async (body) => {
      await change(body)
      toast.success('The new password is set.')
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title="Set a new password"
      description="For this billing system. The password of a hosting account is changed in NextPanel."
    >
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <PasswordField
            label="Password"
            registration={form.register('password')}
            error={form.formState.errors.password?.message}
            onGenerate={() => form.setValue('password', generatePassword(), { shouldDirty: true })}
          />
        </DialogBody>
        <DialogFooter above={<FormError message={failure} />}>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" className="min-w-30" blocked={sending}>
            {sending ? 'Saving...' : 'Set Password'}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
