import { Link, useParams } from '@tanstack/react-router'
import { BulkActionList } from '../../features/bulk-actions/bulk-action-list.tsx'
import { BulkActionView } from '../../features/bulk-actions/bulk-action-view.tsx'
import { isNotFound } from '../../lib/problem.ts'
import { useBulkAction } from '../../shared/bulk-actions/use-bulk-action.ts'
import { BackContent, backClass } from '../../ui/back-link.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

const text = words.bulkActions

/** All bulk actions. */
export function BulkActionsPage() {
  return (
    <>
      <PageHeader title={text.title} />
      <p className="mb-4 max-w-prose text-muted">{text.intro}</p>
      <BulkActionList />
    </>
  )
}

/** One bulk action. */
export function BulkActionPage() {
  const { bulkActionId } = useParams({ from: '/staff/bulk-actions/$bulkActionId' })
  const query = useBulkAction(bulkActionId)
  if (query.isError && !query.data && isNotFound(query.error))
    return (
      <NotFound title={text.noSuch} help={text.noSuchHelp}>
        <Link to="/bulk-actions" className={buttonClass('primary')}>
          {text.toAll}
        </Link>
      </NotFound>
    )
  return (
    <>
      <Link to="/bulk-actions" className={backClass}>
        <BackContent>{text.title}</BackContent>
      </Link>
      {query.isError && !query.data && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={6} />}
      {query.data && <BulkActionView shown={query.data} />}
    </>
  )
}
