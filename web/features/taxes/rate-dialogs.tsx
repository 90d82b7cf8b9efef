import { useForm } from 'react-hook-form'
import { type TaxRate, type TaxRateChange, taxRateChange } from '#contracts/taxes/schemas.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { useTaxRateActions } from './use-tax-rates.ts'

const text = words.taxRates

interface RateDialogProps {
  rate: TaxRate
  /** Name and percentage. */
  title: string
  onClose: () => void
}

/** Sets or removes the day on which a rate ends. */
export function EndRateDialog({ rate, title, onClose }: RateDialogProps) {
  const { end } = useTaxRateActions()
  const form = useForm<{ validUntil: string }, unknown, TaxRateChange>({
    defaultValues: { validUntil: rate.validUntil ?? '' },
    resolver: schemaResolver<{ validUntil: string }, TaxRateChange>(taxRateChange, ({ validUntil }) => ({
      validUntil: validUntil === '' ? null : validUntil,
    })),
  })
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['validUntil'],
    send: async ({ validUntil }) => {
      await end(rate.id, validUntil)
      toast.success(text.ended)
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={text.endTitle} description={<UserText>{title}</UserText>}>
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <p>{text.endHelp}</p>
          <TextField
            label={text.validUntil}
            help={`${text.validUntilHelp} ${text.noEnd}`}
            optional
            type="date"
            registration={form.register('validUntil')}
            error={form.formState.errors.validUntil?.message}
          />
        </DialogBody>
        <DialogFooter above={<FormError message={failure} />}>
          <Button variant="ghost" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" variant="primary" className="min-w-24" blocked={sending}>
            {sending ? words.billingSettings.saving : words.billingSettings.save}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}

export function RemoveRateDialog({ rate, title, onClose }: RateDialogProps) {
  const { remove } = useTaxRateActions()
  return (
    <ConfirmDialog
      title={text.removeTitle}
      confirm={text.remove}
      confirming={text.removing}
      danger
      onConfirm={async () => {
        await remove(rate.id)
        toast.success(text.removed)
      }}
      onClose={onClose}
    >
      <p className="font-medium">
        <UserText>{title}</UserText>
      </p>
      <p>{text.removeMeans}</p>
    </ConfirmDialog>
  )
}
