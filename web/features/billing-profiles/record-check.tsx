import { useForm } from 'react-hook-form'
import {
  type NewTaxIdCheck,
  newTaxIdCheck,
  type TaxIdResult,
  taxIdResults,
} from '#contracts/billing-profiles/schemas.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { useBillingProfileActions } from './use-billing-profile.ts'

const text = words.billingProfile

interface RecordCheckDialogProps {
  customerId: string
  taxId: string
  onClose: () => void
}

/** Records what a register answered about the tax id. */
export function RecordCheckDialog({ customerId, taxId, onClose }: RecordCheckDialogProps) {
  const { recordCheck } = useBillingProfileActions(customerId)
  const key = useIdempotencyKey()
  const form = useForm<{ result: TaxIdResult; evidence: string }, unknown, NewTaxIdCheck>({
    defaultValues: { result: 'valid', evidence: '' },
    resolver: schemaResolver<{ result: TaxIdResult; evidence: string }, NewTaxIdCheck>(
      newTaxIdCheck,
      (values) => ({ ...values, taxId }),
    ),
  })
  const { errors } = form.formState
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['result', 'evidence'],
    send: async (body) => {
      await recordCheck(body, key.current())
      toast.success(text.recorded)
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={text.recordTitle} description={<UserText>{taxId}</UserText>}>
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <p>{text.recordMeans}</p>
          <SelectField
            label={text.result}
            options={taxIdResults.map((result) => [result, text.results[result]] as const)}
            registration={form.register('result')}
            error={errors.result?.message}
          />
          <TextField
            label={text.evidence}
            help={text.evidenceHelp}
            registration={form.register('evidence')}
            error={errors.evidence?.message}
          />
        </DialogBody>
        <DialogFooter above={<FormError message={failure} />}>
          <Button variant="ghost" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" variant="primary" className="min-w-32" blocked={sending}>
            {sending ? text.saving : text.record}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
