import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { type Customer, type CustomerChange, customerChange } from '#contracts/customers/schemas.ts'
import { type MailLanguage, mailLanguages } from '#contracts/mail/kinds.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { words } from '../../words/index.ts'
import { useChangeCustomer } from './use-change-customer.ts'

interface Values {
  email: string
  fullName: string
  companyName: string
  /** Empty: the language in the mail settings. */
  language: MailLanguage | ''
}

const text = words.customerDetails

const valuesOf = ({ email, fullName, companyName, language }: Customer): Values => ({
  email,
  fullName,
  companyName: companyName ?? '',
  language: language ?? '',
})

/** Only the fields that staff changed, so that concurrent changes of other fields are kept. */
const changeInput = (values: Values, opened: Values) => ({
  ...(values.email.trim().toLowerCase() === opened.email ? {} : { email: values.email }),
  ...(values.fullName.trim() === opened.fullName ? {} : { fullName: values.fullName }),
  ...(values.companyName.trim() === opened.companyName
    ? {}
    : { companyName: values.companyName.trim() || null }),
  ...(values.language === opened.language ? {} : { language: values.language || null }),
})

export function EditCustomerDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const change = useChangeCustomer(customer.id)
  const [opened] = useState(() => valuesOf(customer))
  const form = useForm<Values, unknown, CustomerChange>({
    defaultValues: opened,
    resolver: schemaResolver(customerChange, (values: Values) => changeInput(values, opened)),
  })
  const email = useWatch({ control: form.control, name: 'email' })
  const changesEmail = email.trim().toLowerCase() !== opened.email
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['email', 'fullName', 'companyName', 'language'],
    send: async (body) => {
      if (Object.keys(body).length > 0) await change(body)
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
            help={changesEmail ? text.newEmailHelp : text.emailHelp}
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
          <Field label={text.mailLanguage} error={errors.language?.message}>
            {(control) => (
              <Select {...control} {...form.register('language')}>
                <option value="">{text.defaultLanguage}</option>
                {mailLanguages.map((each) => (
                  <option key={each} value={each}>
                    {words.mail.languages[each]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
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
