import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import type { Customer } from '#contracts/customers/schemas.ts'
import { generatePassword } from '#contracts/password-generator.ts'
import { newPassword } from '#contracts/text.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { Button } from '../../ui/button.tsx'
import { DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useChangeCustomer } from './use-change-customer.ts'

const schema = z.object({ password: newPassword() })
type Values = z.infer<typeof schema>
const text = words.setPassword

interface TypedPasswordFormProps {
  customer: Customer
  onClose: () => void
  children: ReactNode
}

export function TypedPasswordForm({ customer, onClose, children }: TypedPasswordFormProps) {
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
      toast.success(text.isSet)
      onClose()
    },
  })
  return (
    <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
      <DialogBody>
        {children}
        <PasswordField
          label={text.password}
          registration={form.register('password')}
          error={form.formState.errors.password?.message}
          onGenerate={() => form.setValue('password', generatePassword(), { shouldDirty: true })}
          strength={{ value: form.watch('password'), known: [customer.email, customer.fullName] }}
        />
      </DialogBody>
      <DialogFooter above={<FormError message={failure} />}>
        <Button variant="ghost" onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button type="submit" variant="primary" className="min-w-30" blocked={sending}>
          {sending ? words.customerDetails.saving : text.set}
        </Button>
      </DialogFooter>
    </form>
  )
}
