import type { ReactNode } from 'react'
import { oneOf } from '../../lib/one-of.ts'
import { Select } from '../../ui/select.tsx'
import { SearchField } from './search-field.tsx'

interface FilterBarProps {
  text: { search: string; searchHint: string }
  search: string | undefined
  onSearch: (search: string | undefined) => void
  /** Further filters. */
  children: ReactNode
}

/** The search and the filters above a list. Their values are in the URL of the page. */
export const FilterBar = ({ text, search = '', onSearch, children }: FilterBarProps) => (
  <div className="mb-3 flex flex-wrap gap-2">
    <SearchField
      label={text.search}
      hint={text.searchHint}
      value={search}
      onSearch={(typed) => onSearch(typed || undefined)}
    />
    {children}
  </div>
)

interface FilterSelectProps<Value extends string> {
  label: string
  /** The choice of no filter. */
  any: string
  values: readonly Value[]
  names: Readonly<Record<Value, string>>
  value: Value | undefined
  onChange: (value: Value | undefined) => void
}

export const FilterSelect = <Value extends string>(props: FilterSelectProps<Value>) => (
  <Select
    aria-label={props.label}
    value={props.value ?? ''}
    onChange={({ target }) => props.onChange(oneOf(props.values, target.value))}
    className="flex-[1_1_9rem] sm:max-w-44"
  >
    <option value="">{props.any}</option>
    {props.values.map((value) => (
      <option key={value} value={value}>
        {props.names[value]}
      </option>
    ))}
  </Select>
)
