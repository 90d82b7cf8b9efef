import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { importRowStates } from '#contracts/imports/fields.ts'
import type { ImportDetails, ImportRow } from '#contracts/imports/schemas.ts'
import { api } from '../../lib/api.ts'
import { formatNumber } from '../../lib/format.ts'
import { oneOf } from '../../lib/one-of.ts'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { stateTones } from './import-tones.ts'

const text = words.imports
const pageSize = 50

/** Rows with the same problem, the most frequent first. */
export function ImportProblems({ problems }: { problems: ImportDetails['problems'] }) {
  if (problems.length === 0) return null
  return (
    <Panel>
      <PanelTitle>{text.problems}</PanelTitle>
      <ul className="divide-y divide-line">
        {problems.map(({ field, code, message, rows, firstRow }) => (
          <li
            key={`${field} ${code}`}
            className="gap-x-6 px-4 py-2.5 sm:grid sm:grid-cols-[minmax(0,1fr)_max-content]"
          >
            <p className="wrap-anywhere">
              <UserText>{message}</UserText>
            </p>
            <p className="text-sm text-muted tabular-nums">{text.problemRows(rows, firstRow)}</p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** The rows of an import, filtered by state. */
export function ImportRows({ shown: { id, counts, status } }: { shown: ImportDetails }) {
  const [state, setState] = useState<ImportRow['state'] | ''>('')
  const rows = useInfiniteQuery(
    api.imports.rows.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id,
        limit: pageSize,
        ...(state === '' ? {} : { state }),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      refetchInterval: status === 'running' ? 3000 : false,
    }),
  )
  const queryClient = useQueryClient()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a check or a run has ended, so the rows have changed
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey: api.imports.rows.key() })
  }, [status, queryClient])
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
                onChange={({ target: { value } }) => setState(oneOf(importRowStates, value) ?? '')}
              >
                <option value="">{text.all}</option>
                {importRowStates
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

function RowLine({ row }: { row: ImportRow }) {
  const { number, state, email, fullName, username, serverName, customerId, operationId, errors } = row
  const name = fullName || email || text.row
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_max-content] items-start gap-x-3 gap-y-1 px-4 py-2.5 sm:grid-cols-[3.5rem_minmax(0,1fr)_max-content]">
      {/* On a phone it is below the state, because a column of its own would break the emails. */}
      <span className="text-sm text-muted tabular-nums max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right">
        {formatNumber(number)}
      </span>
      <div className="min-w-0 max-sm:row-span-2">
        <p className="wrap-anywhere">
          {customerId === null ? (
            <UserText>{name}</UserText>
          ) : (
            <Link
              to="/customers/$customerId"
              params={{ customerId }}
              className="font-medium underline-offset-2 hover:underline"
            >
              <UserText>{name}</UserText>
            </Link>
          )}
          {email && email !== name && (
            <span className="text-muted max-sm:block max-sm:text-sm">
              {' '}
              <UserText>{email}</UserText>
            </span>
          )}
        </p>
        {username && (
          <p className="text-sm text-muted wrap-anywhere">
            <UserText>{username}</UserText>
            {serverName && (
              <>
                {' · '}
                <UserText>{serverName}</UserText>
              </>
            )}
          </p>
        )}
        {errors.map(({ field, code, message }) => (
          <p key={`${field} ${code}`} className="text-sm wrap-anywhere text-bad">
            <UserText>{message}</UserText>
          </p>
        ))}
      </div>
      {operationId !== null && state !== 'done' ? (
        <Link to="/operations/$operationId" params={{ operationId }} className="rounded-full">
          <StatusBadge label={text.states[state]} tone={stateTones[state]} />
        </Link>
      ) : (
        <StatusBadge label={text.states[state]} tone={stateTones[state]} />
      )}
    </li>
  )
}
