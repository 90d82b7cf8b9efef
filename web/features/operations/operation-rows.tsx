import { Link } from '@tanstack/react-router'
import type { OperationSummary } from '#contracts/operations/schemas.ts'
import { operationState } from '../../shared/operations/status-words.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { OperationControls } from './operation-controls.tsx'
import { operationName } from './operation-name.ts'
import type { Selection } from './use-selection.ts'

const text = words.operations

interface OperationRowsProps {
  operations: readonly OperationSummary[]
  /** If set, every row has a checkbox. */
  selection?: Selection
  /** If set, a row that needs action has the button that fixes it. */
  withFixes?: boolean
  /** True if all rows need action, so that their status adds no information. */
  onlyNeedingAction?: boolean
}

/** Operation, customer, server and error, beside the status, its age and the remedy. */
export function OperationRows({
  operations,
  selection,
  withFixes = false,
  onlyNeedingAction = false,
}: OperationRowsProps) {
  return (
    <ul className="divide-y divide-line">
      {operations.map((operation) => (
        <li
          key={operation.id}
          className="flex flex-wrap items-stretch has-checked:bg-accent-soft sm:flex-nowrap"
        >
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
          <OperationRow operation={operation} withStatus={!onlyNeedingAction} />
          {withFixes && operation.needsAction && (
            <OperationControls operation={operation} only="first">
              {({ fixes }) => (
                <span className="px-4 pb-2.5 max-sm:basis-full sm:pt-2.5 sm:pl-0">{fixes}</span>
              )}
            </OperationControls>
          )}
        </li>
      ))}
    </ul>
  )
}

function OperationRow({ operation, withStatus }: { operation: OperationSummary; withStatus: boolean }) {
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
          <span className="text-text">
            <UserText>{operation.customerName}</UserText>
          </span>
          {' \u00b7 '}
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
        {withStatus && <StatusBadge {...operationState(operation)} />}
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
