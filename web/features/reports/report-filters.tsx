import { type SubmitEvent, useState } from 'react'
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

type Values = Record<'from' | 'to' | 'currency', string>

const valuesOf = ({ from, to, currency }: ReportFilter): Values => ({
  from: from ?? '',
  to: to ?? '',
  currency: currency ?? '',
})

/** The days and the currency of a report, with the Show button or Enter. Aging is about today and has no days. */
export function ReportFilters({ filter, onChange }: ReportFiltersProps) {
  const [typed, setTyped] = useState(() => valuesOf(filter))
  const [shown, setShown] = useState(filter)
  // A filter of another source, for example the Back button or "Clear filters", replaces the typed values.
  if (shown !== filter) {
    setShown(filter)
    setTyped(valuesOf(filter))
  }
  const hasRange = filter.report !== 'aging'
  const change = (part: Partial<Values>) => setTyped((before) => ({ ...before, ...part }))
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const days = hasRange ? typed : filter
    onChange(reportFilterIn({ ...days, report: filter.report, currency: typed.currency }))
  }
  const { report: _, ...given } = filter
  const day = (name: 'from' | 'to') => (
    <Field label={text[name]}>
      {(control) => (
        <input
          {...control}
          type="date"
          value={typed[name]}
          onChange={({ target }) => change({ [name]: target.value })}
          className={controlClass}
        />
      )}
    </Field>
  )
  return (
    <form
      aria-label={text.filters}
      onSubmit={submit}
      className="mb-4 flex flex-wrap items-end gap-3 print:hidden"
    >
      {hasRange && day('from')}
      {hasRange && day('to')}
      <Field label={text.currency}>
        {(control) => (
          <Select
            {...control}
            value={typed.currency}
            onChange={({ target }) => change({ currency: target.value })}
          >
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
