import type { ReactNode } from 'react'
import { Panel, PanelTitle } from './page.tsx'
import { Select } from './select.tsx'
import { LoadError, SkeletonRows } from './states.tsx'

interface ChartPanelProps<Data, Period extends string> {
  title: string
  /** The selected period, and the available periods with their labels. */
  period: { label: string; value: Period; options: readonly (readonly [Period, string])[] }
  onPeriod: (period: Period) => void
  /** The height of the charts, also before they are loaded. */
  height: string
  query: {
    data: Data | undefined
    isPending: boolean
    isError: boolean
    error: unknown
    refetch: () => Promise<unknown>
  }
  children: (data: Data) => ReactNode
  below?: ReactNode
}

/** Charts with a selectable period in their states: loading, error and full. */
export function ChartPanel<Data, Period extends string>({
  title,
  period: { label, value, options },
  onPeriod,
  height,
  query,
  children,
  below,
}: ChartPanelProps<Data, Period>) {
  return (
    <Panel>
      <PanelTitle
        aside={
          <span className="-my-1 w-28">
            <Select
              aria-label={label}
              value={value}
              onChange={({ target }) => {
                const chosen = options.find(([option]) => option === target.value)
                if (chosen) onPeriod(chosen[0])
              }}
            >
              {options.map(([option, name]) => (
                <option key={option} value={option}>
                  {name}
                </option>
              ))}
            </Select>
          </span>
        }
      >
        {title}
      </PanelTitle>
      {query.isPending && <SkeletonRows rows={4} className={height} />}
      {query.isError && !query.data && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && children(query.data)}
      {below}
    </Panel>
  )
}
