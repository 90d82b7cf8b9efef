import type { ReactNode } from 'react'
import { Panel } from './page.tsx'
import { EmptyState, LoadError, SkeletonRows } from './states.tsx'

interface CardListProps<Item extends { id: string }> {
  query: {
    data: { items: readonly Item[] } | undefined
    isError: boolean
    error: unknown
    refetch: () => Promise<unknown>
  }
  /** Shown if there are no items. */
  none: { title: string; help: string }
  children: (item: Item) => ReactNode
}

/** A list of cards in its four states: loading, error, empty and full. */
export function CardList<Item extends { id: string }>({ query, none, children }: CardListProps<Item>) {
  if (!query.data)
    return query.isError ? (
      <Panel>
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      </Panel>
    ) : (
      <Panel>
        <SkeletonRows rows={2} />
      </Panel>
    )
  if (query.data.items.length === 0)
    return (
      <Panel>
        <EmptyState title={none.title}>{none.help}</EmptyState>
      </Panel>
    )
  return (
    <ul className="space-y-4">
      {query.data.items.map((item) => (
        <li key={item.id}>{children(item)}</li>
      ))}
    </ul>
  )
}
