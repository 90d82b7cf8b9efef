import { ChartFrame, type ChartFrameProps, type ChartPoint } from './chart-frame.tsx'

export interface Bar extends ChartPoint {
  /** From 0 to 1 of the available height. */
  height: number
}

interface BarChartProps extends Omit<ChartFrameProps, 'points' | 'children'> {
  bars: readonly Bar[]
}

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
    </ChartFrame>
  )
}
