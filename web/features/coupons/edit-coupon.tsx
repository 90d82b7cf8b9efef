import { useForm } from 'react-hook-form'
import { type Coupon, type CouponChange, couponChange } from '#contracts/coupons/schemas.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { LimitFields, type LimitValues, limitsOf } from './limit-fields.tsx'
import { useCouponActions } from './use-coupons.ts'

const text = words.coupons

interface Values extends LimitValues {
  isActive: boolean
}

/** Changes the limits of a coupon, or disables it. */
export function EditCouponDialog({ coupon, onClose }: { coupon: Coupon; onClose: () => void }) {
  const { change } = useCouponActions()
  const form = useForm<Values, unknown, CouponChange>({
    defaultValues: {
      maxRedemptions: coupon.maxRedemptions === null ? '' : String(coupon.maxRedemptions),
      expiresOn: coupon.expiresOn ?? '',
      isActive: coupon.isActive,
    },
    resolver: schemaResolver<Values, CouponChange>(couponChange, (values) => ({
      ...limitsOf(values),
      isActive: values.isActive,
    })),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['maxRedemptions', 'expiresOn'],
    send: async (body) => {
      await change(coupon.id, body)
      toast.success(text.saved)
      onClose()
    },
  })
  const { errors } = form.formState
  return (
    <Dialog open onClose={onClose} title={text.editTitle(coupon.code)} description={text.termsFixed}>
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <LimitFields
            maxRedemptions={form.register('maxRedemptions')}
            expiresOn={form.register('expiresOn')}
            errors={{ maxRedemptions: errors.maxRedemptions?.message, expiresOn: errors.expiresOn?.message }}
          />
          <Checkbox label={text.isActive} registration={form.register('isActive')} />
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
