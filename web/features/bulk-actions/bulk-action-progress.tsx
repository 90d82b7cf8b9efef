import type { BulkActionDetails } from '#contracts/bulk-actions/schemas.ts'
import { formatDuration, formatNumber } from '../../lib/format.ts'
import { Panel } from '../../ui/page.tsx'
import { Progress } from '../../ui/progress.tsx'
import { Time } from '../../ui/time.tsx'
import { words } from '../../words/index.ts'

const text = words.bulkActions

/** The progress bar with rate and time left. */
export function BulkActionProgress({ shown: { status, progress, endedAt } }: { shown: BulkActionDetails }) {
  const { handled, total, rowsPerSecond, secondsLeft } = progress
  const left = secondsLeft === null ? null : formatDuration(secondsLeft * 1000)
  return (
    <Panel className="px-4 py-3">
      <Progress
        label={status === 'checking' ? text.checkProgress : text.runProgress}
        done={handled}
        of={total}
      />
      <p className="mt-1.5 min-h-5 text-sm text-muted tabular-nums">
        {rowsPerSecond !== null && `${text.rate(formatNumber(rowsPerSecond), left)}. `}
        {(status === 'checking' || status === 'running') && text.canLeave}
        {endedAt !== null && (
          <>
            {text.ended} <Time iso={endedAt} as="moment" />
          </>
        )}
      </p>
    </Panel>
  )
}
