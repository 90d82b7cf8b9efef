import { type FieldErrors, type Resolver, set, useForm } from 'react-hook-form'
import {
  type DunningPolicy,
  type DunningPolicyChange,
  dunningPolicyChange,
} from '#contracts/dunning/schemas.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { MayChange } from '../../shared/billing-settings/may-change.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { amountsIn, formPathOf, inputOf, type PolicyValues, valuesOf } from './policy-values.ts'
import { StepFields } from './step-fields.tsx'
import { usePolicy, useSavePolicy } from './use-policy.ts'

const text = words.dunningForm

/** The steps for overdue invoices. */
export function DunningPolicyForm() {
  const { data, isError, error, refetch } = usePolicy()
  if (!data)
    return (
      <Panel>
        {isError ? <LoadError error={error} onRetry={() => void refetch()} /> : <SkeletonRows rows={6} />}
      </Panel>
    )
  return (
    <MayChange>
      <PolicyForm policy={data} />
    </MayChange>
  )
}

/** The schema has the fee and the limits as objects, and the form has them as typed text. */
const resolver: Resolver<PolicyValues, unknown, DunningPolicyChange> = (values) => {
  const result = dunningPolicyChange.safeParse(inputOf(values))
  const errors: FieldErrors<PolicyValues> = {}
  const problems = [
    ...values.steps.flatMap(({ action, feeAmounts }, index) =>
      action === 'late-fee' && amountsIn(feeAmounts) === null
        ? [{ path: `steps.${index}.feeAmounts`, message: text.feeAmountsInvalid }]
        : [],
    ),
    ...(result.error?.issues ?? []).map(({ path, message }) => ({
      path: formPathOf(path.join('.')),
      message,
    })),
  ]
  for (const { path, message } of problems.toReversed()) set(errors, path, { type: 'invalid', message })
  return result.success && problems.length === 0
    ? { values: result.data, errors: {} }
    : { values: {}, errors }
}

function PolicyForm({ policy }: { policy: DunningPolicy }) {
  const save = useSavePolicy()
  const form = useForm<PolicyValues, unknown, DunningPolicyChange>({
    defaultValues: valuesOf(policy),
    resolver,
  })
  const { errors } = form.formState
  const steps = form.watch('steps')
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: [
      ...steps.flatMap((_, index) => [
        `steps.${index}.action` as const,
        `steps.${index}.day` as const,
        `steps.${index}.feePercent` as const,
        `steps.${index}.feeAmounts` as const,
      ]),
      'mostPercent',
      'mostAccounts',
      'from',
      'until',
    ],
    rename: formPathOf,
    send: async (body) => {
      form.reset(valuesOf(await save(body)))
      toast.success(text.saved)
    },
  })
  const number = (name: 'mostPercent' | 'mostAccounts' | 'from' | 'until') => (
    <TextField
      label={text[name]}
      inputMode="numeric"
      literal
      registration={form.register(name)}
      error={errors[name]?.message}
    />
  )
  return (
    <form noValidate onSubmit={submit} className="space-y-4">
      <Panel>
        <PanelTitle>{text.steps}</PanelTitle>
        <div className="space-y-4 px-4 py-4">
          <p className="max-w-prose text-muted">{text.intro}</p>
          <Checkbox
            label={text.isEnabled}
            help={text.isEnabledHelp}
            registration={form.register('isEnabled')}
          />
          <StepFields form={form} />
        </div>
      </Panel>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel>
          <PanelTitle>{text.brake}</PanelTitle>
          <div className="space-y-4 px-4 py-4">
            <p className="text-muted">{text.brakeHelp}</p>
            <div className="grid gap-4 sm:grid-cols-2">
              {number('mostPercent')}
              {number('mostAccounts')}
            </div>
          </div>
        </Panel>
        <Panel>
          <PanelTitle>{text.hours}</PanelTitle>
          <div className="space-y-4 px-4 py-4">
            <p className="text-muted">{text.hoursHelp}</p>
            <div className="grid gap-4 sm:grid-cols-2">
              {number('from')}
              {number('until')}
            </div>
            <Checkbox label={text.weekdaysOnly} registration={form.register('weekdaysOnly')} />
          </div>
        </Panel>
      </div>
      <FormError message={failure} />
      <Button type="submit" variant="primary" className="min-w-24" blocked={sending}>
        {sending ? words.billingSettings.saving : words.billingSettings.save}
      </Button>
    </form>
  )
}
