import { type ReactNode, useState } from 'react'
import { words } from '../words/index.ts'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'

/** The text of one point of a chart. */
export interface ChartPoint {
  key: string
  /** The name of the point, for example a day. */
  name: string
  /** Its value, with its unit. */
  text: string
  /** The same point of the previous period, if the chart compares with it. */
  before?: { name: string; text: string } | undefined
}

/** A horizontal line with its value. 0 is the bottom, 1 the top. */
export interface GridLine {
  height: number
  label: string
}

export interface ChartFrameProps {
  label: string
  /** The summary of the chart, one sentence. */
  summary: ReactNode
  points: readonly ChartPoint[]
  /** Two or three. */
  grid?: readonly GridLine[] | undefined
  /** Beside the button that shows the table. */
  aside?: ReactNode
  /** Shown instead of the drawing if there is nothing to draw. */
  empty?: string | undefined
  /** The height of the chart. */
  height?: string
  /** Under the drawing. */
  legend?: ReactNode
  /** Fills the available space. Its points have equal widths. */
  children: ReactNode
}

const text = words.charts

/**
 * A chart with a table of the same values, for screen readers and on request for all users.
 * Its height is the same for every content.
 */
export function ChartFrame({ label, summary, points, aside, legend, ...drawing }: ChartFrameProps) {
  const [asTable, setAsTable] = useState(false)
  const table = <PointTable label={label} points={points} />
  return (
    <figure aria-label={label} className="flex flex-col px-4 py-3">
      {/* It takes the spare height, so that charts beside each other have one base line. */}
      <div className="mb-2 flex grow items-start justify-between gap-3">
        <p className="min-w-0 text-sm">{summary}</p>
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
          <Drawing points={points} {...drawing} />
          {legend}
          {points.some(({ before }) => before) && <Periods />}
        </>
      )}
    </figure>
  )
}

type DrawingProps = Pick<ChartFrameProps, 'points' | 'grid' | 'empty' | 'height' | 'children'>

function Drawing({ points, grid = [], empty, height = 'h-30', children }: DrawingProps) {
  const [pointed, setPointed] = useState<number | null>(null)
  const shown = pointed === null ? undefined : points[pointed]
  return (
    <div aria-hidden className={grid.length > 0 ? 'pt-2 pl-12' : ''}>
      <div className={classNames('relative', height)}>
        {empty ? (
          <p className="flex h-full items-center justify-center text-muted">{empty}</p>
        ) : (
          <>
            {grid.map((line) => (
              <div
                key={line.height}
                className="absolute inset-x-0 border-b border-line text-xs text-muted"
                style={{ bottom: `${line.height * 100}%` }}
              >
                <span className="absolute right-full mr-2 -translate-y-1/2 whitespace-nowrap">
                  {line.label}
                </span>
              </div>
            ))}
            <div className="absolute inset-0">{children}</div>
            <div className="absolute inset-0 flex" onPointerLeave={() => setPointed(null)}>
              {points.map((point, index) => (
                <span
                  key={point.key}
                  data-point={point.key}
                  onPointerEnter={() => setPointed(index)}
                  onPointerDown={() => setPointed(index)}
                  className={classNames('flex-1', index === pointed && 'bg-text/10')}
                />
              ))}
            </div>
            {shown && pointed !== null && (
              <Bubble point={shown} at={(pointed + 0.5) / Math.max(1, points.length)} />
            )}
          </>
        )}
      </div>
      <AxisNames points={points} />
    </div>
  )
}

/** More names than these would not fit below the drawing. */
const mostNames = 5

/** The names of the first and the last point; of every point if they are few and there is room. */
function AxisNames({ points }: Pick<ChartFrameProps, 'points'>) {
  const line = 'mt-1 h-5 text-xs text-muted'
  const isFew = points.length <= mostNames
  return (
    <>
      {isFew && (
        <div className={classNames(line, 'flex text-center', points.length > 1 && 'max-sm:hidden')}>
          {points.map(({ key, name }) => (
            <span key={key} className="min-w-0 flex-1 truncate px-1">
              {name}
            </span>
          ))}
        </div>
      )}
      {points.length > 1 && (
        <div className={classNames(line, 'flex justify-between', isFew && 'sm:hidden')}>
          <span>{points[0]?.name}</span>
          <span>{points.at(-1)?.name}</span>
        </div>
      )}
    </>
  )
}

/** The value under the pointer. At the ends it stays inside the chart. */
function Bubble({ point, at }: { point: ChartPoint; at: number }) {
  return (
    <p
      className="pointer-events-none absolute bottom-full z-10 mb-1 w-max max-w-64 rounded-md bg-text px-2 py-1 text-sm text-bg"
      style={{ left: `${at * 100}%`, transform: `translateX(-${at * 100}%)` }}
    >
      <span className="block text-xs opacity-80">{point.name}</span>
      {point.text}
      {point.before && (
        <>
          <span className="mt-1 block text-xs opacity-80">{point.before.name}</span>
          {point.before.text}
        </>
      )}
    </p>
  )
}

/** Names the solid marks and the dashed line. */
function Periods() {
  return (
    <p aria-hidden className="mt-1 flex flex-wrap gap-x-4 text-xs text-muted">
      <span className="flex items-center gap-1.5">
        <span className="h-2 w-4 rounded-xs bg-accent" />
        {text.now}
      </span>
      <span className="flex items-center gap-1.5">
        <span className="w-4 border-t-2 border-dashed border-muted" />
        {text.before}
      </span>
    </p>
  )
}

function PointTable({ label, points }: Pick<ChartFrameProps, 'label' | 'points'>) {
  const compares = points.some(({ before }) => before)
  return (
    <table className="w-full text-left">
      <caption className="sr-only">{label}</caption>
      <thead className="text-muted">
        <tr>
          <th className="pr-4 font-normal">{text.when}</th>
          <th className="pr-4 font-normal">{text.what}</th>
          {compares && <th className="font-normal">{text.before}</th>}
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.key} className="border-t border-line">
            <th scope="row" className="py-1 pr-4 font-normal whitespace-nowrap">
              {point.name}
            </th>
            <td className="py-1 pr-4">{point.text}</td>
            {compares && (
              <td className="py-1 text-muted">
                {point.before && text.beforeOf(point.before.name, point.before.text)}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
