import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { BulkActionDetails, BulkRow } from '#contracts/bulk-actions/schemas.ts'
import { type BulkRowState, bulkRowStates } from '#contracts/bulk-actions/states.ts'
import { api } from '../../lib/api.ts'
import { formatNumber } from '../../lib/format.ts'
import { oneOf } from '../../lib/one-of.ts'
import { stateTones } from '../../shared/bulk-actions/tones.ts'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.bulkActions
const pageSize = 50

/** The rows with their state, in the order in which they are done. */
export function BulkActionRows({ shown: { id, status, counts } }: { shown: BulkActionDetails }) {
  const [state, setState] = useState<BulkRowState | ''>('')
  const rows = useInfiniteQuery(
    api.bulkActions.rows.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id,
        limit: pageSize,
        ...(state ? { state } : {}),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
  const queryClient = useQueryClient()
  const handled = counts.done + counts.failed + counts.skipped + counts.running
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows have changed
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey: api.bulkActions.rows.key() })
  }, [status, handled, queryClient])
  const items = rows.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <Panel>
        <PanelTitle
          aside={
            <span className="w-48">
              <Select
                aria-label={text.filter}
                value={state}
                onChange={({ target: { value } }) => setState(oneOf(bulkRowStates, value) ?? '')}
              >
                <option value="">{text.all}</option>
                {bulkRowStates
                  .filter((each) => counts[each] > 0 || each === state)
                  .map((each) => (
                    <option key={each} value={each}>
                      {`${text.states[each]} (${formatNumber(counts[each])})`}
                    </option>
                  ))}
              </Select>
            </span>
          }
        >
          {text.results}
        </PanelTitle>
        {rows.isError && !items && <LoadError error={rows.error} onRetry={() => void rows.refetch()} />}
        {rows.isPending && <SkeletonRows rows={5} />}
        {items?.length === 0 && <EmptyState title={text.noRows} />}
        <ul className="divide-y divide-line">
          {items?.map((row) => (
            <RowLine key={row.number} row={row} />
          ))}
        </ul>
      </Panel>
      <LoadMore query={rows} />
    </>
  )
}

const RowLine = ({ row: { number, state, name, code, message, operationId } }: { row: BulkRow }) => (
  <li className="grid grid-cols-[2.25rem_minmax(0,1fr)_max-content] items-start gap-x-3 gap-y-1 px-4 py-2.5 sm:grid-cols-[3.5rem_minmax(0,1fr)_max-content]">
    <span className="text-sm text-muted tabular-nums">{formatNumber(number)}</span>
    <div className="min-w-0">
      <p className="wrap-anywhere">
        <UserText>{name || text.gone}</UserText>
      </p>
      {message && (
        <p className={`text-sm wrap-anywhere ${state === 'failed' ? 'text-bad' : 'text-muted'}`}>
          <UserText>{text.reasonOf(code, message)}</UserText>
        </p>
      )}
    </div>
    {operationId !== null ? (
      <Link to="/operations/$operationId" params={{ operationId }} className="rounded-full">
        <StatusBadge label={text.states[state]} tone={stateTones[state]} />
      </Link>
    ) : (
      <StatusBadge label={text.states[state]} tone={stateTones[state]} />
    )}
  </li>
)
