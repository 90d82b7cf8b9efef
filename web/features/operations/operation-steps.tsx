import { lazy, useId, useState } from 'react'
import type { OperationSummary } from '#contracts/operations/schemas.ts'
import { isUnderWay } from '../../shared/operations/states.ts'
import { Button } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

const LiveSteps = lazy(() => import('./live-steps.tsx').then(({ LiveSteps }) => ({ default: LiveSteps })))

/** An operation's timeline that opens and closes. Initially open while the operation is in progress. */
export function OperationSteps({ operation }: { operation: OperationSummary }) {
  const [open, setOpen] = useState(isUnderWay(operation.status))
  const id = useId()
  return (
    <div className="border-t border-line">
      <div className="flex items-center justify-between gap-3 px-4 py-2.5">
        <h3 className="font-medium">{words.hosting.timeline}</h3>
        <Button size="sm" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          {open ? words.hosting.hideSteps : words.hosting.showSteps}
        </Button>
      </div>
      <div id={id}>
        {open && (
          <LazyPart fallback={<SkeletonRows rows={2} />}>
            <LiveSteps operationId={operation.id} />
          </LazyPart>
        )}
      </div>
    </div>
  )
}
