import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { type CompanyBank, companyBank } from '#contracts/company/schemas.ts'
import { readableIban } from '#contracts/iban.ts'
import { explain } from '../../lib/problem.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { Button } from '../../ui/button.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { TextAreaField } from '../../ui/text-area-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useBillingSettingsActions } from './use-billing-settings.ts'

const text = words.paymentForm

const valuesOf = (bank: CompanyBank | null): CompanyBank => ({
  accountHolder: bank?.accountHolder ?? '',
  iban: readableIban(bank?.iban ?? ''),
  bic: bank?.bic ?? '',
  bank: bank?.bank ?? '',
  note: bank?.note ?? '',
})

/** The account to which customers pay. */
export function BankForm({ bank }: { bank: CompanyBank | null }) {
  const { changeTerms } = useBillingSettingsActions()
  const [removing, setRemoving] = useState(false)
  const form = useForm<CompanyBank, unknown, CompanyBank>({
    defaultValues: valuesOf(bank),
    resolver: schemaResolver<CompanyBank, CompanyBank>(companyBank, (values) => values),
  })
  const { errors } = form.formState
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['accountHolder', 'iban', 'bic', 'bank', 'note'],
    rename: (path) => path.replace(/^bankDetails\./, ''),
    send: async (body) => {
      const saved = await changeTerms({ bankDetails: body })
      form.reset(valuesOf(saved.bankDetails))
      toast.success(text.bankSaved)
    },
  })
  const remove = async () => {
    setRemoving(true)
    try {
      await changeTerms({ bankDetails: null })
      form.reset(valuesOf(null))
      toast.success(text.bankRemoved)
    } catch (error) {
      toast.error(explain(error))
    } finally {
      setRemoving(false)
    }
  }
  return (
    <Panel>
      <PanelTitle>{text.bank}</PanelTitle>
      <form noValidate onSubmit={submit} className="space-y-4 px-4 py-4">
        <p className="max-w-prose text-muted">{text.bankHelp}</p>
        <TextField
          label={text.accountHolder}
          registration={form.register('accountHolder')}
          error={errors.accountHolder?.message}
        />
        <TextField
          label={text.iban}
          help={text.ibanHelp}
          literal
          registration={form.register('iban')}
          error={errors.iban?.message}
        />
        <div className="grid gap-4 sm:grid-cols-[10rem_minmax(0,1fr)]">
          <TextField
            label={text.bic}
            literal
            optional
            registration={form.register('bic')}
            error={errors.bic?.message}
          />
          <TextField
            label={text.bankName}
            optional
            registration={form.register('bank')}
            error={errors.bank?.message}
          />
        </div>
        <TextAreaField
          label={text.note}
          help={text.noteHelp}
          optional
          rows={2}
          registration={form.register('note')}
          error={errors.note?.message}
        />
        <FormError message={failure} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" className="min-w-24" blocked={sending || removing}>
            {sending ? words.billingSettings.saving : words.billingSettings.save}
          </Button>
          {bank !== null && (
            <Button variant="ghost" blocked={sending || removing} onClick={() => void remove()}>
              {text.clearBank}
            </Button>
          )}
        </div>
      </form>
    </Panel>
  )
}
