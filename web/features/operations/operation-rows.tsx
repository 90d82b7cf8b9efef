import { Link } from '@tanstack/react-router'
import type { OperationSummary } from '#contracts/operations/schemas.ts'
import { operationStatusWords } from '../../shared/operations/status-words.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { operationName } from './operation-name.ts'
import type { Selection } from './use-selection.ts'

const text = words.operations

interface OperationRowsProps {
  operations: readonly OperationSummary[]
  /** With it every row has a box to select it by. */
  selection?: Selection
}

/** What, where and what went wrong; beside it how it stands, and since when. */
export function OperationRows({ operations, selection }: OperationRowsProps) {
  return (
    <ul className="divide-y divide-line">
      {operations.map((operation) => (
        <li key={operation.id} className="flex items-stretch has-checked:bg-accent-soft">
          {selection && (
            <label className="flex cursor-pointer items-start pt-3.5 pr-1 pl-4">
              <input
                type="checkbox"
                aria-label={text.select(operationName(operation))}
                checked={selection.has(operation.id)}
                onChange={() => selection.toggle(operation.id)}
                className="size-4 accent-accent"
              />
            </label>
          )}
          <OperationRow operation={operation} />
        </li>
      ))}
    </ul>
  )
}

function OperationRow({ operation }: { operation: OperationSummary }) {
  const { error, nextAttemptAt, attempts } = operation
  return (
    <Link
      to="/operations/$operationId"
      params={{ operationId: operation.id }}
      className="flex min-w-0 flex-1 items-start gap-4 px-4 py-2.5 outline-offset-[-2px] hover:bg-sunken"
    >
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{operationName(operation)}</span>
        <span className="block truncate text-sm text-muted">
          <UserText>{operation.serverName}</UserText>
          {attempts > 1 && ` \u00b7 ${text.attempts(attempts)}`}
        </span>
        {error && (
          <span className="mt-0.5 line-clamp-2 text-sm wrap-anywhere">
            <UserText>{error.message}</UserText>
          </span>
        )}
      </span>
      <span className="flex shrink-0 flex-col items-end gap-1">
        <StatusBadge {...operationStatusWords[operation.status]} />
        <span className="text-sm text-muted">
          {operation.status === 'waiting' && nextAttemptAt ? (
            <>
              {text.next} <Time iso={nextAttemptAt} />
            </>
          ) : (
            <Time iso={operation.createdAt} />
          )}
        </span>
      </span>
    </Link>
  )
}
