import { useForm } from 'react-hook-form'
import { type NewTaxRate, newTaxRate } from '#contracts/taxes/schemas.ts'
import { countryOptions } from '../../lib/country-names.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useTaxRateActions } from './use-tax-rates.ts'

const text = words.taxRates

interface Values {
  name: string
  percent: string
  taxableShare: string
  country: string
  region: string
  postcodePrefix: string
  category: string
  validFrom: string
  validUntil: string
}

const inputOf = ({ country, taxableShare, validFrom, validUntil, ...rest }: Values) => ({
  ...rest,
  country: country || undefined,
  taxableShare: taxableShare.trim() === '' ? null : taxableShare,
  validFrom: validFrom || undefined,
  validUntil: validUntil === '' ? null : validUntil,
})

/** @param country of the company */
export function AddRateDialog({ country, onClose }: { country: string; onClose: () => void }) {
  const { create } = useTaxRateActions()
  const key = useIdempotencyKey()
  const form = useForm<Values, unknown, NewTaxRate>({
    defaultValues: {
      name: '',
      percent: '',
      taxableShare: '',
      country,
      region: '',
      postcodePrefix: '',
      category: 'standard',
      validFrom: '',
      validUntil: '',
    },
    resolver: schemaResolver<Values, NewTaxRate>(newTaxRate, inputOf),
  })
  const { errors } = form.formState
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: [
      'name',
      'percent',
      'taxableShare',
      'category',
      'country',
      'region',
      'postcodePrefix',
      'validFrom',
      'validUntil',
    ],
    send: async (body) => {
      await create(body, key.current())
      toast.success(text.added)
      onClose()
    },
  })
  return (
    <Dialog open wide onClose={onClose} title={text.addTitle}>
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label={text.name}
              help={text.nameHelp}
              registration={form.register('name')}
              error={errors.name?.message}
            />
            <TextField
              label={text.percent}
              help={text.percentHelp}
              inputMode="decimal"
              literal
              registration={form.register('percent')}
              error={errors.percent?.message}
            />
            <SelectField
              label={text.country}
              options={[['', words.companyForm.chooseCountry], ...countryOptions]}
              registration={form.register('country')}
              error={errors.country?.message}
            />
            <TextField
              label={text.category}
              help={text.categoryHelp}
              literal
              registration={form.register('category')}
              error={errors.category?.message}
            />
            <TextField
              label={text.region}
              help={text.regionHelp}
              optional
              literal
              registration={form.register('region')}
              error={errors.region?.message}
            />
            <TextField
              label={text.postcodePrefix}
              help={text.postcodePrefixHelp}
              optional
              literal
              registration={form.register('postcodePrefix')}
              error={errors.postcodePrefix?.message}
            />
            <TextField
              label={text.taxableShare}
              help={text.taxableShareHelp}
              optional
              inputMode="decimal"
              literal
              registration={form.register('taxableShare')}
              error={errors.taxableShare?.message}
            />
            <TextField
              label={text.validFrom}
              type="date"
              registration={form.register('validFrom')}
              error={errors.validFrom?.message}
            />
            <TextField
              label={text.validUntil}
              help={text.validUntilHelp}
              optional
              type="date"
              registration={form.register('validUntil')}
              error={errors.validUntil?.message}
            />
          </div>
        </DialogBody>
        <DialogFooter above={<FormError message={failure} />}>
          <Button variant="ghost" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" variant="primary" className="min-w-32" blocked={sending}>
            {sending ? text.adding : text.add}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
