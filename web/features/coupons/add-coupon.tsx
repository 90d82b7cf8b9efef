import { useController, useForm } from 'react-hook-form'
import { type CouponScope, couponScopes, type NewCoupon, newCoupon } from '#contracts/coupons/schemas.ts'
import { errorText } from '../../lib/error-text.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { CurrencyField } from '../../shared/money/currency-field.tsx'
import { moneyResolver, typedMoney } from '../../shared/money/typed-money.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { LimitFields, type LimitValues, limitsOf, numberOrNothing } from './limit-fields.tsx'
import { ProductChoice } from './product-choice.tsx'
import { useCouponActions } from './use-coupons.ts'

const text = words.coupons

interface Values extends LimitValues {
  code: string
  by: 'percent' | 'amount'
  percent: string
  amount: string
  currency: string
  productIds: string[] | null
  scope: CouponScope
  durationPeriods: string
}

const inputOf = (values: Values) => {
  const { code, by, percent, amount, currency, productIds, scope, durationPeriods } = values
  const periods = numberOrNothing(durationPeriods)
  return {
    code,
    ...(by === 'percent' ? { percent } : { amount: typedMoney(amount, currency) }),
    productIds,
    scope,
    durationPeriods: periods === undefined ? Number.NaN : periods,
    ...limitsOf(values),
  }
}

const resolver = moneyResolver<Values, NewCoupon>(newCoupon, inputOf, ({ by, amount, currency }) =>
  by === 'amount' ? [{ name: 'amount', typed: amount, currency }] : [],
)

/** @param currency of the company */
export function AddCouponDialog({ currency, onClose }: { currency: string; onClose: () => void }) {
  const { create } = useCouponActions()
  const key = useIdempotencyKey()
  const form = useForm<Values, unknown, NewCoupon>({
    defaultValues: {
      code: '',
      by: 'percent',
      percent: '',
      amount: '',
      currency,
      productIds: null,
      scope: 'recurring',
      durationPeriods: '',
      maxRedemptions: '',
      expiresOn: '',
    },
    resolver,
  })
  const { field: productIds } = useController({ control: form.control, name: 'productIds' })
  const { errors } = form.formState
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: [
      'code',
      'percent',
      'amount',
      'productIds',
      'scope',
      'durationPeriods',
      'maxRedemptions',
      'expiresOn',
    ],
    rename: (path) => path.split('.')[0] ?? path,
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
          <TextField
            label={text.code}
            help={text.codeHelp}
            literal
            registration={form.register('code')}
            error={errors.code?.message}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField
              label={text.discount}
              options={[
                ['percent', text.byPercent],
                ['amount', text.byAmount],
              ]}
              registration={form.register('by')}
            />
            {form.watch('by') === 'percent' ? (
              <TextField
                label={text.percent}
                inputMode="decimal"
                literal
                registration={form.register('percent')}
                error={errors.percent?.message}
              />
            ) : (
              <div className="grid grid-cols-[minmax(0,1fr)_6rem] gap-4">
                <TextField
                  label={text.amount}
                  inputMode="decimal"
                  literal
                  registration={form.register('amount')}
                  error={errorText(errors.amount)}
                />
                <CurrencyField registration={form.register('currency')} />
              </div>
            )}
            <SelectField
              label={text.scope}
              options={couponScopes.map((scope) => [scope, text.scopes[scope]] as const)}
              registration={form.register('scope')}
              error={errors.scope?.message}
            />
            <TextField
              label={text.periods}
              help={text.periodsHelp}
              optional
              literal
              inputMode="numeric"
              registration={form.register('durationPeriods')}
              error={errors.durationPeriods?.message}
            />
          </div>
          <LimitFields
            maxRedemptions={form.register('maxRedemptions')}
            expiresOn={form.register('expiresOn')}
            errors={{ maxRedemptions: errors.maxRedemptions?.message, expiresOn: errors.expiresOn?.message }}
          />
          <ProductChoice
            value={productIds.value}
            onChange={productIds.onChange}
            error={errorText(errors.productIds)}
          />
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
