import type { SubmitEvent } from 'react'
import { textOrNothing } from '../../lib/one-of.ts'
import { Button } from '../../ui/button.tsx'
import { controlClass, Field } from '../../ui/field.tsx'
import { notALogin } from '../../ui/not-a-login.ts'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'
import type { AuditFilter } from './audit-filter.ts'

const text = words.auditLog

interface AuditFiltersProps {
  filter: AuditFilter
  onChange: (filter: AuditFilter) => void
}

/** The filters apply together, with the Search button or Enter. */
export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const given = (name: string) => textOrNothing(data.get(name))
    onChange({
      actor: given('actor'),
      action: given('action'),
      subjectKind: given('subjectKind'),
      subjectId: filter.subjectId,
      address: given('address'),
      from: given('from'),
      to: given('to'),
    })
  }
  const typed = (name: 'actor' | 'address' | 'from' | 'to', type: 'text' | 'date') => (
    <Field label={text[name]}>
      {(control) => (
        <input
          {...control}
          {...notALogin}
          type={type}
          name={name}
          maxLength={100}
          defaultValue={filter[name]}
          className={controlClass}
        />
      )}
    </Field>
  )
  const chosen = (
    name: 'action' | 'subjectKind',
    { label, any, options }: { label: string; any: string; options: readonly (readonly [string, string])[] },
  ) => (
    <Field label={label}>
      {(control) => (
        <Select {...control} name={name} defaultValue={filter[name] ?? ''}>
          <option value="">{any}</option>
          {options.map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
  // The subject of an operation is its hosting account.
  const subjects = Object.entries(text.subjects).filter(([kind]) => kind !== 'operation')
  return (
    <form
      // A cleared filter must also clear the fields.
      key={JSON.stringify(filter)}
      aria-label={text.filters}
      onSubmit={submit}
      className="mb-4 grid grid-cols-2 items-end gap-3 md:grid-cols-4"
    >
      {chosen('action', { label: text.action, any: text.anyAction, options: Object.entries(text.actions) })}
      {chosen('subjectKind', { label: text.subject, any: text.anySubject, options: subjects })}
      {typed('actor', 'text')}
      {typed('address', 'text')}
      {typed('from', 'date')}
      {typed('to', 'date')}
      <div className="col-span-2 flex gap-2">
        <Button type="submit">{text.search}</Button>
        {Object.values(filter).some((value) => value !== undefined) && (
          <Button onClick={() => onChange({})}>{text.clear}</Button>
        )}
      </div>
    </form>
  )
}
