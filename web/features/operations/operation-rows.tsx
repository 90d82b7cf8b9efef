import { Link } from '@tanstack/react-router'
import type { OperationSummary } from '#contracts/operation.ts'
import { operationKindWords, operationStatusWords } from '../../lib/status-words.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'

/** One line an operation: what, where, how it stands, since when. */
export function OperationRows({ operations }: { operations: readonly OperationSummary[] }) {
  return (
    <ul className="divide-y divide-line">
      {operations.map((operation) => (
        <li key={operation.id}>
          <Link
            to="/operations/$operationId"
            params={{ operationId: operation.id }}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 outline-offset-[-2px] hover:bg-sunken"
          >
            <span className="min-w-0 flex-1 basis-56">
              <span className="block truncate font-medium">
                {operationKindWords[operation.kind]} {operation.username}
              </span>
              <span className="block truncate text-sm text-muted" dir="auto">
                {operation.serverName}
              </span>
            </span>
            {operation.error && (
              <span className="min-w-0 flex-[2] basis-64 truncate text-sm text-muted" dir="auto">
                {operation.error.message}
              </span>
            )}
            <StatusBadge {...operationStatusWords[operation.status]} />
            <span className="w-28 text-right text-sm text-muted">
              <Time iso={operation.createdAt} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
