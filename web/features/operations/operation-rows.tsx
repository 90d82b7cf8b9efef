import { Link } from '@tanstack/react-router'
import type { OperationSummary } from '#contracts/operation.ts'
import { operationKindWords, operationStatusWords } from '../../lib/status-words.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'

/** What, where and what went wrong; beside it how it stands, and since when. */
export function OperationRows({ operations }: { operations: readonly OperationSummary[] }) {
  return (
    <ul className="divide-y divide-line">
      {operations.map((operation) => (
        <li key={operation.id}>
          <Link
            to="/operations/$operationId"
            params={{ operationId: operation.id }}
            className="flex items-start gap-4 px-4 py-2.5 outline-offset-[-2px] hover:bg-sunken"
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">
                {operationKindWords[operation.kind]} {operation.username}
              </span>
              <span className="block truncate text-sm text-muted" dir="auto">
                {operation.serverName}
              </span>
              {operation.error && (
                <span className="mt-0.5 line-clamp-2 text-sm wrap-anywhere" dir="auto">
                  {operation.error.message}
                </span>
              )}
            </span>
            <span className="flex shrink-0 flex-col items-end gap-1">
              <StatusBadge {...operationStatusWords[operation.status]} />
              <span className="text-sm text-muted">
                <Time iso={operation.createdAt} />
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
