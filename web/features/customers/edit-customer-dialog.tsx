import { useForm } from 'react-hook-form'
import { type Customer, type CustomerChange, customerChange } from '#contracts/customers/schemas.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { words } from '../../words/index.ts'
import { useChangeCustomer } from './use-change-customer.ts'

interface Values {
  email: string
  fullName: string
  companyName: string
}

const text = words.customerDetails

export function EditCustomerDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const change = useChangeCustomer(customer.id)
  const form = useForm<Values, unknown, CustomerChange>({
    defaultValues: {
      email: customer.email,
      fullName: customer.fullName,
      companyName: customer.companyName ?? '',
    },
    resolver: schemaResolver(customerChange, (values) => ({
      ...values,
      companyName: values.companyName.trim() || null,
    })),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['email', 'fullName', 'companyName'],
    send: async (body) => {
      await change(body)
      onClose()
    },
  })
  const { errors } = form.formState
  return (
    <Dialog open onClose={onClose} title={text.editTitle}>
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <TextField
            label={text.email}
            type="email"
            literal
            registration={form.register('email')}
            error={errors.email?.message}
            help={text.emailHelp}
          />
          <TextField
            label={text.fullName}
            registration={form.register('fullName')}
            error={errors.fullName?.message}
          />
          <TextField
            label={text.companyName}
            optional
            registration={form.register('companyName')}
            error={errors.companyName?.message}
          />
        </DialogBody>
        <DialogFooter above={<FormError message={failure} />}>
          <Button variant="ghost" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" variant="primary" className="min-w-20" blocked={sending}>
            {sending ? text.saving : words.common.save}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
