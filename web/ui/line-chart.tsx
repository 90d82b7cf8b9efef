import { ChartFrame, type ChartFrameProps } from './chart-frame.tsx'
import { ChartLines, type LinePoint } from './chart-lines.tsx'

interface LineChartProps extends Omit<ChartFrameProps, 'points' | 'children'> {
  points: readonly LinePoint[]
}

export function LineChart({ points, ...frame }: LineChartProps) {
  return (
    <ChartFrame {...frame} points={points}>
      <ChartLines label={frame.label} points={points} />
    </ChartFrame>
  )
}
