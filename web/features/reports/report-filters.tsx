import type { SubmitEvent } from 'react'
import { currencies } from '#contracts/money/currencies.ts'
import { Button } from '../../ui/button.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'
import { type ReportFilter, reportFilterIn } from './report-filter.ts'

const text = words.reports

interface ReportFiltersProps {
  filter: ReportFilter
  onChange: (filter: ReportFilter) => void
}

/** The days and the currency of a report, with the Show button or Enter. Aging is about today and has no days. */
export function ReportFilters({ filter, onChange }: ReportFiltersProps) {
  const hasRange = filter.report !== 'aging'
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const days = hasRange ? { from: data.get('from'), to: data.get('to') } : filter
    onChange(reportFilterIn({ ...days, report: filter.report, currency: data.get('currency') }))
  }
  const { report: _, ...given } = filter
  const day = (name: 'from' | 'to') => (
    <Field label={text[name]}>
      {(control) => (
        <input {...control} type="date" name={name} defaultValue={filter[name]} className={controlClass} />
      )}
    </Field>
  )
  return (
    <form
      // A cleared filter must also clear the fields.
      key={JSON.stringify(filter)}
      aria-label={text.filters}
      onSubmit={submit}
      className="mb-4 flex flex-wrap items-end gap-3 print:hidden"
    >
      {hasRange && day('from')}
      {hasRange && day('to')}
      <Field label={text.currency}>
        {(control) => (
          <Select {...control} name="currency" defaultValue={filter.currency ?? ''}>
            <option value="">{text.allCurrencies}</option>
            {currencies.map((code) => (
              <option key={code}>{code}</option>
            ))}
          </Select>
        )}
      </Field>
      <Button type="submit">{text.show}</Button>
      {Object.values(given).some(Boolean) && (
        <Button variant="ghost" onClick={() => onChange({ report: filter.report })}>
          {text.reset}
        </Button>
      )}
    </form>
  )
}
