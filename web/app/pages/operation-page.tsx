import { Link, useParams } from '@tanstack/react-router'
import { OperationControls } from '../../features/operations/operation-controls.tsx'
import { OperationDetails } from '../../features/operations/operation-details.tsx'
import { operationName } from '../../features/operations/operation-name.ts'
import { isNotFound } from '../../lib/problem.ts'
import { useLiveOperation } from '../../shared/operations/use-live-operation.ts'
import { ActionGroup } from '../../ui/action-group.tsx'
import { BackContent, backClass } from '../../ui/back-link.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { MoreMenu } from '../../ui/more-menu.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

export function OperationPage() {
  const { operationId } = useParams({ from: '/staff/operations/$operationId' })
  const { query, live } = useLiveOperation(operationId)
  if (isNotFound(query.error))
    return (
      <NotFound title={words.operations.notFound} help={words.operations.notFoundHelp}>
        <Link to="/operations" className={buttonClass('primary')}>
          {words.operations.toAll}
        </Link>
      </NotFound>
    )
  return (
    <>
      <Link to="/operations" className={backClass}>
        <BackContent>{words.operations.title}</BackContent>
      </Link>
      {query.isError && !query.data && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonRows rows={4} />}
      {query.data && (
        <OperationDetails
          operation={query.data}
          live={live}
          actions={
            <OperationControls operation={query.data}>
              {({ fixes, menu }) => (
                <ActionGroup
                  menu={
                    <MoreMenu label={words.operations.moreActions(operationName(query.data))} items={menu} />
                  }
                >
                  {fixes}
                </ActionGroup>
              )}
            </OperationControls>
          }
        />
      )}
    </>
  )
}
