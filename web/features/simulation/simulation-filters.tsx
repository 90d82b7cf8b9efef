import { oneOf } from '../../lib/one-of.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { monthChoices, type Pays, paysChoices, type SimulationFilter } from './simulation-filter.ts'
import { defaults, lateDaysOf } from './simulation-query.ts'

const text = words.simulation
const shape = 'flex-[1_1_9rem] sm:max-w-56'

interface SimulationFiltersProps {
  filter: SimulationFilter
  /** The name of the customer in the filter, if it is known. */
  customerName: string | undefined
  onChange: (change: SimulationFilter) => void
}

const paysLabel = (pays: Pays): string => {
  if (pays === 'never') return text.never
  const days = lateDaysOf(pays)
  return days === null ? text.onDue : text.late(days)
}

/** The number of months, and the assumption about payments. */
export function SimulationFilters({ filter, customerName, onChange }: SimulationFiltersProps) {
  return (
    <div className="mb-3 flex flex-wrap gap-2">
      <Select
        aria-label={text.months}
        value={filter.months ?? defaults.months}
        onChange={({ target }) => onChange({ months: oneOf(monthChoices, target.value) })}
        className={shape}
      >
        {monthChoices.map((months) => (
          <option key={months} value={months}>
            {text.nextMonths(Number.parseInt(months, 10))}
          </option>
        ))}
      </Select>
      <Select
        aria-label={text.pays}
        value={filter.pays ?? defaults.pays}
        onChange={({ target }) => onChange({ pays: oneOf(paysChoices, target.value) })}
        className={shape}
      >
        {paysChoices.map((pays) => (
          <option key={pays} value={pays}>
            {paysLabel(pays)}
          </option>
        ))}
      </Select>
      {filter.customer && (
        <Button className="max-w-full min-w-0" onClick={() => onChange({ customer: undefined })}>
          <span className="truncate">
            {customerName === undefined ? (
              text.oneCustomer
            ) : (
              <Sentence text={text.customer} values={[customerName]} />
            )}
          </span>
          <span aria-hidden>{'\u00d7'}</span>
        </Button>
      )}
    </div>
  )
}
