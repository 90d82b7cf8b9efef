import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../lib/api.ts'
import { Timeline } from '../../shared/operations/timeline.tsx'
import { useLiveOperation } from '../../shared/operations/use-live-operation.ts'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'

/** Follows one operation. Refetches the data that depends on it when its status changes. */
export function LiveSteps({ operationId }: { operationId: string }) {
  const { query } = useLiveOperation(operationId)
  const queryClient = useQueryClient()
  const status = query.data?.status
  useEffect(() => {
    if (status) void queryClient.invalidateQueries({ queryKey: api.customers.hostingAccounts.key() })
  }, [status, queryClient])
  if (query.isError && !query.data)
    return <LoadError error={query.error} onRetry={() => void query.refetch()} />
  return query.data ? <Timeline entries={query.data.timeline} /> : <SkeletonRows rows={2} />
}
