import { ChartFrame, type ChartFrameProps } from './chart-frame.tsx'
import { ChartLines, type LinePoint } from './chart-lines.tsx'

interface BarChartProps extends Omit<ChartFrameProps, 'points' | 'children'> {
  bars: readonly (LinePoint & { height: number })[]
}

/** Bars, and a dashed line over them for the previous period. */
export function BarChart({ bars, ...frame }: BarChartProps) {
  return (
    <ChartFrame {...frame} points={bars}>
      <div className="flex h-full items-end">
        {bars.map(({ key, height }) => (
          <span key={key} className="flex h-full flex-1 items-end">
            <span
              className="mx-auto w-4/5 max-w-12 rounded-t-sm bg-accent"
              style={{ height: `${height * 100}%` }}
            />
          </span>
        ))}
      </div>
      <div className="absolute inset-0">
        <ChartLines label={frame.label} points={bars} onlyBefore />
      </div>
    </ChartFrame>
  )
}
