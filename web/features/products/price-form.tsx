import { useForm } from 'react-hook-form'
import {
  type IntervalUnit,
  intervalUnits,
  type NewPrice,
  newPrice,
  type Product,
} from '#contracts/products/schemas.ts'
import { errorText } from '../../lib/error-text.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { CurrencyField } from '../../shared/money/currency-field.tsx'
import { moneyResolver, typedMoney } from '../../shared/money/typed-money.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useProductActions } from './use-products.ts'

const text = words.products

interface Values {
  amount: string
  currency: string
  interval: { unit: IntervalUnit; count: string }
  setupFee: string
  taxIncluded: boolean
}

const inputOf = ({ amount, currency, interval: { unit, count }, setupFee, taxIncluded }: Values) => ({
  amount: typedMoney(amount, currency),
  interval: { unit, count: unit === 'once' ? 1 : wholeNumber(count) },
  ...(setupFee.trim() === '' ? {} : { setupFee: typedMoney(setupFee, currency) }),
  taxIncluded,
})

const wholeNumber = (typed: string) =>
  /^\d{1,6}$/.test(typed.trim()) ? Number.parseInt(typed, 10) : undefined

const resolver = moneyResolver<Values, NewPrice>(newPrice, inputOf, ({ amount, currency, setupFee }) => [
  { name: 'amount', typed: amount, currency },
  ...(setupFee.trim() === '' ? [] : [{ name: 'setupFee' as const, typed: setupFee, currency }]),
])

interface AddPriceDialogProps {
  product: Product
  /** Of the company. */
  currency: string
  onClose: () => void
}

/** Adds a price. The currency is that of the latest price, or of the company. */
export function AddPriceDialog({ product, currency, onClose }: AddPriceDialogProps) {
  const { addPrice } = useProductActions()
  const key = useIdempotencyKey()
  const latest = product.prices.at(-1)
  const isOnce = product.kind === 'one-time'
  const form = useForm<Values, unknown, NewPrice>({
    defaultValues: {
      amount: '',
      currency: latest?.amount.currency ?? currency,
      interval: { unit: isOnce ? 'once' : 'month', count: '1' },
      setupFee: '',
      taxIncluded: latest?.taxIncluded ?? false,
    },
    resolver,
  })
  const { errors } = form.formState
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['amount', 'currency', 'interval.unit', 'interval.count', 'setupFee'],
    rename: (path) => path.replace(/^(amount|setupFee)\..*$/, '$1'),
    send: async (body) => {
      await addPrice(product.id, body, key.current())
      toast.success(text.priceAdded)
      onClose()
    },
  })
  const unit = form.watch('interval.unit')
  return (
    <Dialog open onClose={onClose} title={text.addPriceTo(product.name)} description={text.priceFixed}>
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-4">
            <TextField
              label={text.amount}
              inputMode="decimal"
              literal
              registration={form.register('amount')}
              error={errorText(errors.amount)}
            />
            <CurrencyField registration={form.register('currency')} error={errors.currency?.message} />
          </div>
          {!isOnce && (
            <div className={unit === 'once' ? '' : 'grid grid-cols-[7rem_minmax(0,1fr)] gap-4'}>
              {unit !== 'once' && (
                <TextField
                  label={text.count}
                  inputMode="numeric"
                  literal
                  registration={form.register('interval.count')}
                  error={errors.interval?.count?.message}
                />
              )}
              <SelectField
                label={text.interval}
                options={intervalUnits.map((one) => [one, text.units[one]] as const)}
                registration={form.register('interval.unit')}
                error={errors.interval?.unit?.message}
              />
            </div>
          )}
          <TextField
            label={text.setupFee}
            help={text.setupFeeHelp}
            inputMode="decimal"
            literal
            optional
            registration={form.register('setupFee')}
            error={errorText(errors.setupFee)}
          />
          <Checkbox
            label={text.taxIncluded}
            help={text.taxIncludedHelp}
            registration={form.register('taxIncluded')}
          />
        </DialogBody>
        <DialogFooter above={<FormError message={failure} />}>
          <Button variant="ghost" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" variant="primary" className="min-w-32" blocked={sending}>
            {sending ? text.adding : text.addPrice}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
