import { useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import type { AccountAndOperation } from '#contracts/hosting/schemas.ts'
import { type OperationSummary, operationAdoption } from '#contracts/operations/schemas.ts'
import { client } from '../../lib/api.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { AdoptionComparison, useCandidate } from './adoption-comparison.tsx'

interface AdoptDialogProps {
  operation: OperationSummary
  onClose: () => void
  onAdopted: (reached: AccountAndOperation) => void
}

/** NextPanel ids are integers. Ids of other panels may be text. */
const panelUserIdFrom = (typed: string) => (/^\d{1,15}$/.test(typed.trim()) ? Number(typed.trim()) : typed)

export function AdoptDialog({ operation, onClose, onAdopted }: AdoptDialogProps) {
  const key = useIdempotencyKey()
  const form = useForm<{ panelUserId: string }, unknown, z.infer<typeof operationAdoption>>({
    // The account that the error names.
    defaultValues: { panelUserId: operation.error?.holder?.panelUserId ?? '' },
    resolver: schemaResolver(operationAdoption, ({ panelUserId }) => ({
      panelUserId: panelUserIdFrom(panelUserId),
    })),
  })
  const typed = useWatch({ control: form.control, name: 'panelUserId' })
  const candidate = useCandidate(operation.id, typed)
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['panelUserId'],
    send: async (adoption) => {
      const { body } = await client.operations.adopt(
        { id: operation.id, ...adoption },
        { context: { idempotencyKey: key.current() } },
      )
      key.renew()
      onAdopted(body)
    },
  })
  return (
    <Dialog open onClose={onClose} title={words.operations.adoptTitle}>
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <p>
            <Sentence text={words.operations.adoptMeans} values={[operation.serverName]} />
          </p>
          <TextField
            label={words.operations.panelUserId}
            inputMode="numeric"
            literal
            registration={form.register('panelUserId')}
            error={form.formState.errors.panelUserId?.message}
            help={<Sentence text={words.operations.panelUserIdHelp} values={[operation.username]} />}
          />
          <AdoptionComparison candidate={candidate} />
        </DialogBody>
        <DialogFooter above={<FormError message={failure} />}>
          <Button variant="ghost" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button
            type="submit"
            variant="primary"
            className="min-w-20"
            blocked={sending || candidate.data?.difference != null}
          >
            {sending ? words.operations.adopting : words.operations.adopt}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
