import { ChartFrame, type ChartFrameProps, type ChartPoint } from './chart-frame.tsx'

export interface LinePoint extends ChartPoint {
  /** From 0 to 1 of the available height. Null: no value, and the line has a gap. */
  height: number | null
}

interface LineChartProps extends Omit<ChartFrameProps, 'points' | 'children'> {
  points: readonly LinePoint[]
}

/** Runs of points without a gap between them. */
function runs(points: readonly LinePoint[]): { x: number; y: number; key: string }[][] {
  const found: { x: number; y: number; key: string }[][] = []
  let open: { x: number; y: number; key: string }[] | null = null
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

export function LineChart({ points, ...frame }: LineChartProps) {
  const lines = runs(points)
  return (
    <ChartFrame {...frame} points={points}>
      <svg viewBox="0 0 1000 100" preserveAspectRatio="none" className="size-full overflow-visible">
        <title>{frame.label}</title>
        {lines.map((line) => (
          <polyline
            key={line[0]?.key}
            points={line.map(({ x, y }) => `${x},${y}`).join(' ')}
            {...stroke}
            strokeWidth={2}
            className="fill-none stroke-accent"
          />
        ))}
        {lines.flat().map(({ key, x, y }) => (
          // A line of zero length with round ends: a dot that stays round in a stretched box.
          <line key={key} x1={x} y1={y} x2={x} y2={y} {...stroke} strokeWidth={6} className="stroke-accent" />
        ))}
      </svg>
    </ChartFrame>
  )
}
