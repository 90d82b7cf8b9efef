import type { ReactNode } from 'react'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'

interface Pages<Row> {
  data: { pages: readonly { items: readonly Row[] }[] } | undefined
  isError: boolean
  error: unknown
  refetch: () => Promise<unknown>
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => Promise<unknown>
}

interface FilteredListProps<Row> {
  query: Pages<Row>
  isFiltered: boolean
  text: { none: string; noneHelp: string; noneFound: string }
  /** The link to the list without filters. */
  clear: ReactNode
  children: (rows: readonly Row[]) => ReactNode
}

/** A list of a page: its rows, or the state that it is in, and the button for more rows. */
export function FilteredList<Row>({ query, isFiltered, text, clear, children }: FilteredListProps<Row>) {
  const rows = query.data?.pages.flatMap((page) => page.items)
  const content = (): ReactNode => {
    if (!rows)
      return query.isError ? (
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonRows rows={8} />
      )
    if (rows.length > 0) return children(rows)
    return isFiltered ? (
      <EmptyState title={text.noneFound}>{clear}</EmptyState>
    ) : (
      <EmptyState title={text.none}>{text.noneHelp}</EmptyState>
    )
  }
  return (
    <>
      <Panel>{content()}</Panel>
      <LoadMore query={query} />
    </>
  )
}
