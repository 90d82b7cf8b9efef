import { Plus, X } from 'lucide-react'
import { type UseFormReturn, useFieldArray } from 'react-hook-form'
import type { CompanyChange } from '#contracts/company/schemas.ts'
import { Button } from '../../ui/button.tsx'
import { controlClass } from '../../ui/field.tsx'
import { iconClass } from '../../ui/icon-class.ts'
import { words } from '../../words/index.ts'
import type { CompanyValues } from './company-values.ts'

const text = words.companyForm
const most = 5

/** The tax ids with their names, as they are printed. Rows without text are not saved. */
export function TaxIdFields({ form }: { form: UseFormReturn<CompanyValues, unknown, CompanyChange> }) {
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'taxIds' })
  const { errors } = form.formState
  return (
    <fieldset className="space-y-2">
      <legend className="font-medium">{text.taxIds}</legend>
      <p className="text-sm text-muted">{text.taxIdsHelp}</p>
      {fields.map((field, index) => {
        const error = errors.taxIds?.[index]?.label?.message ?? errors.taxIds?.[index]?.value?.message
        return (
          <div key={field.id}>
            <div className="flex gap-2">
              <input
                aria-label={text.taxIdLabelOf(index + 1)}
                placeholder={text.taxIdLabel}
                aria-invalid={errors.taxIds?.[index]?.label ? true : undefined}
                {...form.register(`taxIds.${index}.label`)}
                className={`${controlClass} max-w-40`}
              />
              <input
                aria-label={text.taxIdValueOf(index + 1)}
                placeholder={text.taxIdValue}
                aria-invalid={errors.taxIds?.[index]?.value ? true : undefined}
                {...form.register(`taxIds.${index}.value`)}
                className={controlClass}
              />
              <button
                type="button"
                aria-label={text.removeTaxId(index + 1)}
                onClick={() => remove(index)}
                className={iconClass}
              >
                <X aria-hidden className="size-4" />
              </button>
            </div>
            {error && <p className="mt-1 text-sm text-bad">{error}</p>}
          </div>
        )
      })}
      {fields.length < most && (
        <Button size="sm" onClick={() => append({ label: '', value: '' })}>
          <Plus aria-hidden className="size-4" />
          {text.addTaxId}
        </Button>
      )}
    </fieldset>
  )
}
