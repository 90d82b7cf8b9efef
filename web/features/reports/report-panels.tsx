import type { ReactNode } from 'react'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'

interface ReportPanelsProps<Data extends { readonly items: readonly { readonly currency: string }[] }> {
  query: {
    data: Data | undefined
    isError: boolean
    error: unknown
    refetch: () => Promise<unknown>
  }
  /** Beside the currency, for example the days of the report. */
  caption: (data: Data) => string
  none: { title: string; help: string }
  children: (item: Data['items'][number]) => ReactNode
}

/** One panel for each currency, in the states of a report: loading, error, empty and full. */
export function ReportPanels<Data extends { readonly items: readonly { readonly currency: string }[] }>({
  query: { data, isError, error, refetch },
  caption,
  none,
  children,
}: ReportPanelsProps<Data>) {
  if (!data)
    return (
      <Panel>
        {isError ? (
          <LoadError error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows rows={8} className="h-104" />
        )}
      </Panel>
    )
  if (data.items.length === 0)
    return (
      <Panel>
        <EmptyState title={none.title}>{none.help}</EmptyState>
      </Panel>
    )
  return (
    <div className="space-y-4">
      {data.items.map((item) => (
        <Panel key={item.currency}>
          <PanelTitle aside={<span className="text-right text-sm text-muted">{caption(data)}</span>}>
            {item.currency}
          </PanelTitle>
          {children(item)}
        </Panel>
      ))}
    </div>
  )
}
