import type { ReactNode } from 'react'
import { ChartFrame, type ChartPoint } from './chart-frame.tsx'

export type BarTone = 'accent' | 'good' | 'warn' | 'bad' | 'quiet'

const fills: Record<BarTone, string> = {
  accent: 'fill-accent',
  good: 'fill-good',
  warn: 'fill-warn',
  bad: 'fill-bad',
  quiet: 'fill-line-strong',
}

export interface Bar extends ChartPoint {
  /** From 0 to 1 of the room there is. Never colour alone: what is worse has another height too. */
  height: number
  tone: BarTone
}

interface BarChartProps {
  label: string
  summary: ReactNode
  bars: readonly Bar[]
  top?: string
  aside?: ReactNode
  empty?: string | undefined
}

const gap = 0.22

export function BarChart({ bars, ...frame }: BarChartProps) {
  const width = 1000 / Math.max(1, bars.length)
  return (
    <ChartFrame {...frame} points={bars}>
      {bars.map(({ key, height, tone }, index) => (
        <rect
          key={key}
          x={index * width + (width * gap) / 2}
          y={100 - height * 100}
          width={width * (1 - gap)}
          height={height * 100}
          className={fills[tone]}
        />
      ))}
    </ChartFrame>
  )
}
