import type { OperationStatus } from '#contracts/operations/schemas.ts'
import { oneOf } from '../../lib/one-of.ts'
import { operationStatuses } from '../../shared/operations/states.ts'
import { operationStatusWords } from '../../shared/operations/status-words.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { words } from '../../words/index.ts'
import { type OperationFilter, statusesOf } from './operation-filter.ts'

const text = words.operations

/** The filters as text. */
export function filterText(
  { tab, status, server, code }: OperationFilter,
  servers: readonly { id: string; name: string }[],
): string {
  const used = [
    text.tabs[tab ?? 'all'],
    status && operationStatusWords[status].label,
    server && servers.find(({ id }) => id === server)?.name,
    code && text.cause(code),
  ]
  return used.filter(Boolean).join(', ')
}

interface OperationFiltersProps {
  filter: OperationFilter
  servers: readonly { id: string; name: string }[]
  onChange: (change: Partial<OperationFilter>) => void
}

/** Filters by server, and by status if the tab has several. A cause set by its group can be removed. */
export function OperationFilters({ filter, servers, onChange }: OperationFiltersProps) {
  const { tab, status, server, code } = filter
  const statuses: readonly OperationStatus[] = tab ? statusesOf[tab] : operationStatuses
  return (
    <div className="flex flex-wrap items-center gap-2">
      {code && (
        <Button onClick={() => onChange({ code: undefined })} aria-label={text.clearFilters}>
          {text.causeFilter(text.cause(code))} <span aria-hidden>{'\u00d7'}</span>
        </Button>
      )}
      {statuses.length > 1 && (
        <span className="w-38">
          <Select
            aria-label={text.filterStatus}
            value={status ?? ''}
            onChange={({ target: { value } }) => onChange({ status: oneOf(statuses, value) })}
          >
            <option value="">{text.anyStatus}</option>
            {statuses.map((option) => (
              <option key={option} value={option}>
                {operationStatusWords[option].label}
              </option>
            ))}
          </Select>
        </span>
      )}
      <span className="w-44">
        <Select
          aria-label={text.filterServer}
          value={server ?? ''}
          onChange={({ target: { value } }) => onChange({ server: value || undefined })}
        >
          <option value="">{text.anyServer}</option>
          {servers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </span>
    </div>
  )
}
