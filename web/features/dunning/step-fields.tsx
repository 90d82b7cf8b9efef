import { Plus, X } from 'lucide-react'
import { type UseFormReturn, useFieldArray } from 'react-hook-form'
import { type DunningPolicyChange, dunningActions } from '#contracts/dunning/schemas.ts'
import { Button } from '../../ui/button.tsx'
import { iconClass } from '../../ui/icon-class.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { words } from '../../words/index.ts'
import type { PolicyValues } from './policy-values.ts'

const text = words.dunningForm
const most = 20
const actionOptions = dunningActions.map((action) => [action, text.actions[action]] as const)

type PolicyFormReturn = UseFormReturn<PolicyValues, unknown, DunningPolicyChange>

/** The steps in the order in which they were added. They are saved in the order of their days. */
export function StepFields({ form }: { form: PolicyFormReturn }) {
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'steps' })
  return (
    <>
      {fields.length === 0 && <p>{text.noSteps}</p>}
      <ol className="space-y-3">
        {fields.map((field, index) => (
          <li key={field.id} className="rounded-md border border-line px-3 py-3">
            <StepRow form={form} index={index} onRemove={() => remove(index)} />
          </li>
        ))}
      </ol>
      {fields.length < most && (
        <Button
          size="sm"
          onClick={() => append({ stepId: '', action: 'remind', day: '', feePercent: '', feeAmounts: '' })}
        >
          <Plus aria-hidden className="size-4" />
          {text.addStep}
        </Button>
      )}
    </>
  )
}

function StepRow({ form, index, onRemove }: { form: PolicyFormReturn; index: number; onRemove: () => void }) {
  const errors = form.formState.errors.steps?.[index]
  const action = form.watch(`steps.${index}.action`)
  return (
    <div className="flex gap-2">
      <div className="grid min-w-0 flex-1 gap-4 sm:grid-cols-2">
        <SelectField
          label={text.actionOf(index + 1)}
          options={actionOptions}
          registration={form.register(`steps.${index}.action`)}
          error={errors?.action?.message}
        />
        <TextField
          label={text.dayOf(index + 1)}
          {...(action === 'remind' ? { help: text.dayHelp } : {})}
          inputMode="text"
          literal
          registration={form.register(`steps.${index}.day`)}
          error={errors?.day?.message}
        />
        {action === 'late-fee' && (
          <>
            <TextField
              label={text.feePercentOf(index + 1)}
              inputMode="decimal"
              literal
              optional
              registration={form.register(`steps.${index}.feePercent`)}
              error={errors?.feePercent?.message}
            />
            <TextField
              label={text.feeAmountsOf(index + 1)}
              help={text.feeAmountsHelp}
              literal
              optional
              registration={form.register(`steps.${index}.feeAmounts`)}
              error={errors?.feeAmounts?.message}
            />
          </>
        )}
      </div>
      <button type="button" aria-label={text.removeStep(index + 1)} onClick={onRemove} className={iconClass}>
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}
