import { useForm } from 'react-hook-form'
import {
  type BillingProfile,
  type BillingProfileChange,
  billingProfileChange,
} from '#contracts/billing-profiles/schemas.ts'
import { currencies } from '#contracts/money/currencies.ts'
import { countryOptions } from '../../lib/country-names.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useBillingProfileActions, useCompanyTerms } from './use-billing-profile.ts'

const text = words.billingProfile

const names = ['line1', 'line2', 'postcode', 'city', 'region', 'country', 'phone', 'taxId'] as const
const moreNames = ['exemptReason', 'currency', 'paymentTermsDays', 'invoiceEmail', 'notes'] as const
type Values = Record<(typeof names)[number] | (typeof moreNames)[number], string> & { isExempt: boolean }

const valuesOf = (profile: BillingProfile): Values => ({
  line1: profile.line1,
  line2: profile.line2,
  postcode: profile.postcode,
  city: profile.city,
  region: profile.region,
  country: profile.country ?? '',
  phone: profile.phone ?? '',
  taxId: profile.taxId ?? '',
  isExempt: profile.isExempt,
  exemptReason: profile.exemptReason ?? '',
  currency: profile.currency ?? '',
  paymentTermsDays: profile.paymentTermsDays === null ? '' : String(profile.paymentTermsDays),
  invoiceEmail: profile.invoiceEmail ?? '',
  notes: profile.notes,
})

const daysIn = (typed: string): number | null => {
  if (typed.trim() === '') return null
  // NaN for other text, so that the rule of the field refuses it.
  return /^\d{1,6}$/.test(typed.trim()) ? Number.parseInt(typed, 10) : Number.NaN
}

const inputOf = ({ country, currency, paymentTermsDays, invoiceEmail, ...rest }: Values) => ({
  ...rest,
  country: country === '' ? null : country,
  currency: currency === '' ? null : currency,
  paymentTermsDays: daysIn(paymentTermsDays),
  invoiceEmail: invoiceEmail.trim() === '' ? null : invoiceEmail,
})

interface EditProfileDialogProps {
  profile: BillingProfile
  onClose: () => void
}

export function EditProfileDialog({ profile, onClose }: EditProfileDialogProps) {
  const { change } = useBillingProfileActions(profile.customerId)
  const company = useCompanyTerms()
  const form = useForm<Values, unknown, BillingProfileChange>({
    defaultValues: valuesOf(profile),
    resolver: schemaResolver<Values, BillingProfileChange>(billingProfileChange, inputOf),
  })
  const { errors } = form.formState
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: [...names, ...moreNames],
    send: async (body) => {
      await change(body)
      toast.success(text.saved)
      onClose()
    },
  })
  const field = (name: (typeof names)[number] | (typeof moreNames)[number], help?: string) => ({
    optional: true,
    registration: form.register(name),
    error: errors[name]?.message,
    ...(help === undefined ? {} : { help }),
  })
  const isExempt = form.watch('isExempt')
  return (
    <Dialog open wide onClose={onClose} title={text.editTitle}>
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <TextField label={text.line1} {...field('line1')} />
          <TextField label={text.line2} {...field('line2')} />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label={text.postcode} {...field('postcode')} />
            <TextField label={text.city} {...field('city')} />
            <SelectField
              label={text.country}
              options={[['', text.noCountry], ...countryOptions]}
              {...field('country', text.countryHelp)}
            />
            <TextField label={text.region} {...field('region', text.regionHelp)} />
            <TextField label={text.phone} type="tel" {...field('phone')} />
            <TextField label={text.invoiceEmail} literal {...field('invoiceEmail', text.invoiceEmailHelp)} />
          </div>
          <TextField label={text.taxId} literal {...field('taxId', text.taxIdHelp)} />
          <Checkbox label={text.isExempt} registration={form.register('isExempt')} />
          {isExempt && (
            <TextField
              label={text.exemptReason}
              {...field('exemptReason', text.exemptReasonHelp)}
              optional={false}
            />
          )}
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField
              label={text.currency}
              options={[
                ['', text.companyCurrency(company?.currency ?? '-')],
                ...currencies.map((code) => [code, code] as const),
              ]}
              disabled={profile.currencyIsLocked}
              {...field('currency', profile.currencyIsLocked ? text.currencyLocked : undefined)}
            />
            <TextField
              label={text.terms}
              inputMode="numeric"
              {...field('paymentTermsDays', company && text.companyTerms(company.paymentTermsDays))}
            />
          </div>
          <TextAreaField label={text.notes} rows={3} {...field('notes', text.notesHelp)} />
        </DialogBody>
        <DialogFooter above={<FormError message={failure} />}>
          <Button variant="ghost" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" variant="primary" className="min-w-32" blocked={sending}>
            {sending ? text.saving : text.save}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
