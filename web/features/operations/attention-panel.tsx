import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { OperationRows } from './operation-rows.tsx'

/** The operations that go no further without a person. */
export function AttentionPanel() {
  const operations = useQuery(
    api.operations.list.queryOptions({
      input: { status: 'needs-person', limit: 5 },
      refetchInterval: 15_000,
    }),
  )
  return (
    <Panel>
      <PanelTitle
        aside={
          <Link to="/operations" search={{ tab: 'needs-person' }} className="text-sm underline">
            All
          </Link>
        }
      >
        Needs a person
      </PanelTitle>
      {operations.isPending && <SkeletonRows rows={2} />}
      {operations.isError && !operations.data && (
        <LoadError error={operations.error} onRetry={() => void operations.refetch()} />
      )}
      {operations.data?.items.length === 0 && <EmptyState title="Nothing needs a person now." />}
      {operations.data && operations.data.items.length > 0 && (
        <OperationRows operations={operations.data.items} />
      )}
    </Panel>
  )
}
