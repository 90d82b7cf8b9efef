import { useForm } from 'react-hook-form'
import { documentNumber, problemOfPattern } from '#contracts/company/number-pattern.ts'
import { type NumberSeries, type NumberSeriesChange, numberSeriesChange } from '#contracts/company/schemas.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
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

const text = words.numberingForm

interface Values {
  pattern: string
  restartsYearly: boolean
  next: string
}

const valuesOf = ({ pattern, restartsYearly, next }: NumberSeries): Values => ({
  pattern,
  restartsYearly,
  next: String(next),
})

const numberIn = (typed: string): number | null =>
  /^[1-9]\d{0,8}$/.test(typed.trim()) ? Number.parseInt(typed, 10) : null

interface NumberingFormProps {
  series: NumberSeries
  /** Today in the company's time zone. */
  today: string
}

/** The numbers of one kind of document, with a preview of the next one while the user types. */
export function NumberingForm({ series, today }: NumberingFormProps) {
  const { kind, lastIssuedOn } = series
  const { changeNumbering } = useBillingSettingsActions()
  const form = useForm<Values, unknown, NumberSeriesChange>({
    defaultValues: valuesOf(series),
    resolver: schemaResolver<Values, NumberSeriesChange>(numberSeriesChange, (values) => ({
      kind,
      ...values,
      next: numberIn(values.next) ?? Number.NaN,
    })),
  })
  const { errors } = form.formState
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['pattern', 'restartsYearly', 'next'],
    send: async (body) => {
      const { numbering } = await changeNumbering(body)
      const saved = numbering.find((one) => one.kind === kind)
      if (saved) form.reset(valuesOf(saved))
      toast.success(text.saved)
    },
  })
  const { pattern, restartsYearly, next } = form.watch()
  const number = numberIn(next)
  const preview =
    number === null || problemOfPattern(pattern.trim(), restartsYearly) !== null
      ? null
      : documentNumber(pattern.trim(), { year: Number.parseInt(today, 10), number })
  return (
    <Panel>
      <PanelTitle>{text.kinds[kind]}</PanelTitle>
      <form noValidate onSubmit={submit} className="space-y-4 px-4 py-4">
        <TextField
          label={text.pattern}
          help={text.patternHelp}
          literal
          registration={form.register('pattern')}
          error={errors.pattern?.message}
        />
        <Checkbox label={text.restartsYearly} registration={form.register('restartsYearly')} />
        <TextField
          label={text.next}
          help={text.nextHelp}
          inputMode="numeric"
          literal
          registration={form.register('next')}
          error={errors.next?.message}
        />
        <p className="rounded-md bg-sunken px-3 py-2" aria-live="polite">
          {preview === null ? (
            text.noPreview
          ) : (
            <>
              {text.preview} <strong className="font-mono wrap-anywhere">{preview}</strong>
            </>
          )}
        </p>
        <p className="text-sm text-muted">
          {lastIssuedOn === null ? text.noneIssued : text.lastIssued(formatLocalDate(lastIssuedOn))}
        </p>
        <FormError message={failure} />
        <Button type="submit" variant="primary" className="min-w-24" blocked={sending}>
          {sending ? words.billingSettings.saving : words.billingSettings.save}
        </Button>
      </form>
    </Panel>
  )
}
