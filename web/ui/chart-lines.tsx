import type { ChartPoint } from './chart-frame.tsx'

export interface LinePoint extends ChartPoint {
  /** From 0 to 1 of the available height. Null: no value, and the line has a gap. */
  height: number | null
  /** The same for the previous period, if the chart compares with it. */
  heightBefore?: number | null
}

interface Spot {
  key: string
  x: number
  y: number
}

/** Runs of points without a gap between them. */
function runs(points: readonly { key: string; height: number | null }[]): Spot[][] {
  const found: Spot[][] = []
  let open: Spot[] | null = null
  for (const [index, { key, height }] of points.entries()) {
    if (height === null) {
      open = null
      continue
    }
    if (!open) {
      open = []
      found.push(open)
    }
    open.push({ key, x: ((index + 0.5) * 1000) / points.length, y: 100 - height * 100 })
  }
  return found
}

const stroke = {
  vectorEffect: 'non-scaling-stroke',
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const

interface ChartLinesProps {
  label: string
  points: readonly LinePoint[]
  /** Only the previous period: the chart draws the present one itself. */
  onlyBefore?: boolean
}

/** The values as a line with a dot for each, and those of the previous period as a dashed line without dots. */
export function ChartLines({ label, points, onlyBefore = false }: ChartLinesProps) {
  const lines = onlyBefore ? [] : runs(points)
  const before = runs(points.map(({ key, heightBefore = null }) => ({ key, height: heightBefore })))
  return (
    <svg viewBox="0 0 1000 100" preserveAspectRatio="none" className="size-full overflow-visible">
      <title>{label}</title>
      {before.map((line) => (
        <polyline
          key={line[0]?.key}
          data-before
          {...lineOf(line)}
          strokeWidth={1.5}
          className={beforeClass}
        />
      ))}
      {lines.map((line) => (
        <polyline key={line[0]?.key} {...lineOf(line)} strokeWidth={2} className="fill-none stroke-accent" />
      ))}
      {lines.flat().map(({ key, x, y }) => (
        // A line of zero length with round ends: a dot that stays round in a stretched box.
        <line key={key} x1={x} y1={y} x2={x} y2={y} {...stroke} strokeWidth={6} className="stroke-accent" />
      ))}
    </svg>
  )
}

const beforeClass = 'fill-none stroke-muted [stroke-dasharray:4_5]'

/** A single point becomes a short line, because it would otherwise be invisible. */
function lineOf(line: readonly Spot[]) {
  const [first, second] = line
  const ends =
    first && !second
      ? [
          { ...first, x: first.x - 8 },
          { ...first, x: first.x + 8 },
        ]
      : line
  return { points: ends.map(({ x, y }) => `${x},${y}`).join(' '), ...stroke }
}
