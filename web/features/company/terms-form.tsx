import { useForm } from 'react-hook-form'
import {
  type BillingSettings,
  type PaymentTermsChange,
  paymentTermsChange,
} from '#contracts/company/schemas.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useBillingSettingsActions } from './use-billing-settings.ts'

const text = words.paymentForm

interface Values {
  paymentTermsDays: string
  invoiceDaysAhead: string
  catchUpPeriods: string
  mailInvoices: boolean
}

/** NaN for other text, so that the rule of the field refuses it. */
const wholeNumber = (typed: string) =>
  /^\d{1,6}$/.test(typed.trim()) ? Number.parseInt(typed, 10) : Number.NaN

const inputOf = (values: Values) => ({
  paymentTermsDays: wholeNumber(values.paymentTermsDays),
  invoiceDaysAhead: wholeNumber(values.invoiceDaysAhead),
  catchUpPeriods: wholeNumber(values.catchUpPeriods),
  mailInvoices: values.mailInvoices,
})

/** When invoices are issued, when they are due, and whether they are mailed. */
export function TermsForm({ settings }: { settings: BillingSettings }) {
  const { changeTerms } = useBillingSettingsActions()
  const form = useForm<Values, unknown, PaymentTermsChange>({
    defaultValues: {
      paymentTermsDays: String(settings.paymentTermsDays),
      invoiceDaysAhead: String(settings.invoiceDaysAhead),
      catchUpPeriods: String(settings.catchUpPeriods),
      mailInvoices: settings.mailInvoices,
    },
    resolver: schemaResolver<Values, PaymentTermsChange>(paymentTermsChange, inputOf),
  })
  const { errors } = form.formState
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['paymentTermsDays', 'invoiceDaysAhead', 'catchUpPeriods'],
    send: async (body) => {
      await changeTerms(body)
      toast.success(text.termsSaved)
    },
  })
  return (
    <Panel>
      <PanelTitle>{text.terms}</PanelTitle>
      <form noValidate onSubmit={submit} className="space-y-4 px-4 py-4">
        <TextField
          label={text.paymentTermsDays}
          help={text.paymentTermsHelp}
          inputMode="numeric"
          registration={form.register('paymentTermsDays')}
          error={errors.paymentTermsDays?.message}
        />
        <TextField
          label={text.invoiceDaysAhead}
          help={text.invoiceDaysAheadHelp}
          inputMode="numeric"
          registration={form.register('invoiceDaysAhead')}
          error={errors.invoiceDaysAhead?.message}
        />
        <TextField
          label={text.catchUpPeriods}
          help={text.catchUpHelp}
          inputMode="numeric"
          registration={form.register('catchUpPeriods')}
          error={errors.catchUpPeriods?.message}
        />
        <Checkbox
          label={text.mailInvoices}
          help={text.mailInvoicesHelp}
          registration={form.register('mailInvoices')}
        />
        <FormError message={failure} />
        <Button type="submit" variant="primary" className="min-w-24" blocked={sending}>
          {sending ? words.billingSettings.saving : words.billingSettings.save}
        </Button>
      </form>
    </Panel>
  )
}
