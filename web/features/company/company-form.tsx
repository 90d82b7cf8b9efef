import { useForm } from 'react-hook-form'
import { type BillingSettings, type CompanyChange, companyChange } from '#contracts/company/schemas.ts'
import { countryOptions } from '../../lib/country-names.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { CurrencyField } from '../../shared/money/currency-field.tsx'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import type { CompanyValues } from './company-values.ts'
import { TaxIdFields } from './tax-id-fields.tsx'
import { useBillingSettingsActions } from './use-billing-settings.ts'

const text = words.companyForm

const localZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone
const zoneOptions = () => [
  ['', text.chooseTimeZone] as const,
  ...[...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => [zone, zone] as const),
]

const valuesOf = (company: BillingSettings['company']): CompanyValues => ({
  legalName: company?.legalName ?? '',
  address: {
    line1: company?.address.line1 ?? '',
    line2: company?.address.line2 ?? '',
    city: company?.address.city ?? '',
    postcode: company?.address.postcode ?? '',
    region: company?.address.region ?? '',
    country: company?.address.country ?? '',
  },
  taxIds: company?.taxIds.map((taxId) => ({ ...taxId })) ?? [{ label: '', value: '' }],
  email: company?.email ?? '',
  phone: company?.phone ?? '',
  timeZone: company?.timeZone ?? localZone(),
  currency: company?.currency ?? 'EUR',
  footer: company?.footer ?? '',
})

const inputOf = ({ address, taxIds, email, phone, ...rest }: CompanyValues) => ({
  ...rest,
  address: { ...address, country: address.country || undefined },
  taxIds: taxIds.filter(({ label, value }) => label.trim() !== '' || value.trim() !== ''),
  email: email.trim() === '' ? null : email,
  phone: phone.trim() === '' ? null : phone,
})

/** The seller of all documents. */
export function CompanyForm({ company }: Pick<BillingSettings, 'company'>) {
  const { change } = useBillingSettingsActions()
  const form = useForm<CompanyValues, unknown, CompanyChange>({
    defaultValues: valuesOf(company),
    resolver: schemaResolver<CompanyValues, CompanyChange>(companyChange, inputOf),
  })
  const { errors } = form.formState
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: [
      'legalName',
      'address.line1',
      'address.line2',
      'address.postcode',
      'address.city',
      'address.region',
      'address.country',
      'taxIds',
      'email',
      'phone',
      'timeZone',
      'currency',
      'footer',
    ],
    send: async (body) => {
      const saved = await change(body)
      form.reset(valuesOf(saved.company))
      toast.success(text.saved)
    },
  })
  return (
    <Panel>
      <PanelTitle>{text.title}</PanelTitle>
      <form noValidate onSubmit={submit} className="space-y-4 px-4 py-4">
        <p className="max-w-prose text-muted">{text.intro}</p>
        {company === null && <Notice tone="warn">{text.notSetUp}</Notice>}
        <TextField
          label={text.legalName}
          autoComplete="organization"
          registration={form.register('legalName')}
          error={errors.legalName?.message}
        />
        <TextField
          label={text.line1}
          autoComplete="address-line1"
          registration={form.register('address.line1')}
          error={errors.address?.line1?.message}
        />
        <TextField
          label={text.line2}
          optional
          autoComplete="address-line2"
          registration={form.register('address.line2')}
          error={errors.address?.line2?.message}
        />
        <div className="grid gap-4 sm:grid-cols-[8rem_minmax(0,1fr)]">
          <TextField
            label={text.postcode}
            optional
            autoComplete="postal-code"
            registration={form.register('address.postcode')}
            error={errors.address?.postcode?.message}
          />
          <TextField
            label={text.city}
            autoComplete="address-level2"
            registration={form.register('address.city')}
            error={errors.address?.city?.message}
          />
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={text.region}
            optional
            autoComplete="address-level1"
            registration={form.register('address.region')}
            error={errors.address?.region?.message}
          />
          <SelectField
            label={text.country}
            options={[['', text.chooseCountry], ...countryOptions]}
            registration={form.register('address.country')}
            error={errors.address?.country?.message}
          />
        </div>
        <TaxIdFields form={form} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={text.email}
            type="email"
            literal
            optional
            registration={form.register('email')}
            error={errors.email?.message}
          />
          <TextField
            label={text.phone}
            type="tel"
            optional
            registration={form.register('phone')}
            error={errors.phone?.message}
          />
          <SelectField
            label={text.timeZone}
            help={text.timeZoneHelp}
            options={zoneOptions()}
            registration={form.register('timeZone')}
            error={errors.timeZone?.message}
          />
          <CurrencyField
            label={text.currency}
            registration={form.register('currency')}
            error={errors.currency?.message}
          />
        </div>
        <TextAreaField
          label={text.footer}
          help={text.footerHelp}
          optional
          rows={3}
          registration={form.register('footer')}
          error={errors.footer?.message}
        />
        <FormError message={failure} />
        <Button type="submit" variant="primary" className="min-w-24" blocked={sending}>
          {sending ? words.billingSettings.saving : words.billingSettings.save}
        </Button>
      </form>
    </Panel>
  )
}
