import { Link, useParams } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { CopyDiagnostics } from '../../features/operations/copy-diagnostics.tsx'
import { OperationDetails } from '../../features/operations/operation-details.tsx'
import { useLiveOperation } from '../../lib/use-live-operation.ts'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { OperationActions } from './operation-actions.tsx'

export function OperationPage() {
  const { operationId } = useParams({ from: '/staff/operations/$operationId' })
  const { query, live } = useLiveOperation(operationId)
  return (
    <>
      <Link
        to="/operations"
        className="mb-2 -ml-1 inline-flex items-center gap-0.5 rounded text-muted hover:text-text"
      >
        <ChevronLeft aria-hidden className="size-4" />
        Operations
      </Link>
      {query.isError && !query.data && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={4} />}
      {query.data && (
        <OperationDetails
          operation={query.data}
          live={live}
          actions={
            <>
              <OperationActions operation={query.data} />
              <CopyDiagnostics operationId={operationId} />
            </>
          }
        />
      )}
    </>
  )
}
