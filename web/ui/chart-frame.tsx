import { type ReactNode, useState } from 'react'
import { words } from '../words/index.ts'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'

/** One place along a chart, said in words. */
export interface ChartPoint {
  key: string
  /** Which one it is, e.g. a day. */
  name: string
  /** What was there, with its unit. */
  text: string
}

interface ChartFrameProps {
  label: string
  /** The whole in one sentence; stands where the point under the pointer is told. */
  summary: ReactNode
  points: readonly ChartPoint[]
  /** At the upper end of the scale. */
  top?: string | undefined
  /** Beside the button that shows the table. */
  aside?: ReactNode
  /** Said in place of the drawing, where there is nothing to draw. */
  empty?: string | undefined
  /** Drawn in a box of 1000 by 100, stretched to the room there is. */
  children: ReactNode
}

const text = words.charts

/**
 * A drawing that says all that it shows: its table is there for screen readers, and for everybody at a click.
 * Its room is the same whatever is in it.
 */
export function ChartFrame({ label, summary, points, top, aside, empty, children }: ChartFrameProps) {
  const [asTable, setAsTable] = useState(false)
  const [pointed, setPointed] = useState<number | null>(null)
  const shown = pointed === null ? undefined : points[pointed]
  const table = (
    <table className="w-full text-left">
      <caption className="sr-only">{label}</caption>
      <thead className="text-muted">
        <tr>
          <th className="pr-4 font-normal">{text.when}</th>
          <th className="font-normal">{text.what}</th>
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.key} className="border-t border-line">
            <th scope="row" className="py-1 pr-4 font-normal whitespace-nowrap">
              {point.name}
            </th>
            <td className="py-1">{point.text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
  return (
    <figure aria-label={label} className="px-4 py-3">
      <div className="mb-2 flex min-h-15 items-start justify-between gap-3">
        <p className="line-clamp-3 min-w-0 text-sm">
          {shown ? (
            <>
              <span className="text-muted">{shown.name}: </span>
              <span className="font-medium">{shown.text}</span>
            </>
          ) : (
            summary
          )}
        </p>
        <span className="-mt-1 -mr-2 flex shrink-0 items-center gap-1">
          {aside}
          <Button variant="ghost" size="sm" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {text.asTable}
          </Button>
        </span>
      </div>
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section aria-label={label} tabIndex={0} className="h-37 overflow-y-auto text-sm tabular-nums">
          {table}
        </section>
      ) : (
        <>
          <div className="sr-only">{table}</div>
          <div aria-hidden>
            <div className="relative h-30 border-b border-line-strong">
              {empty ? (
                <p className="flex h-full items-center justify-center text-muted">{empty}</p>
              ) : (
                <>
                  {top && (
                    <span className="absolute -top-1 left-0 bg-surface pr-1 text-xs text-muted">{top}</span>
                  )}
                  <svg
                    viewBox="0 0 1000 100"
                    preserveAspectRatio="none"
                    className="size-full overflow-visible pt-4"
                    onPointerLeave={() => setPointed(null)}
                  >
                    <title>{label}</title>
                    {children}
                    {points.map((point, index) => (
                      <rect
                        key={point.key}
                        x={(index * 1000) / points.length}
                        y={0}
                        width={1000 / points.length}
                        height={100}
                        onPointerEnter={() => setPointed(index)}
                        onPointerDown={() => setPointed(index)}
                        className={classNames('fill-text', index === pointed ? 'opacity-10' : 'opacity-0')}
                      />
                    ))}
                  </svg>
                </>
              )}
            </div>
            <div className="mt-1 flex h-5 justify-between text-xs text-muted">
              <span>{points[0]?.name}</span>
              <span>{points.at(-1)?.name}</span>
            </div>
          </div>
        </>
      )}
    </figure>
  )
}
