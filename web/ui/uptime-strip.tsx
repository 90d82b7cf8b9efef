import { ChartFrame, type ChartFrameProps, type ChartPoint } from './chart-frame.tsx'
import { classNames } from './class-names.ts'

/** From the best to the worst. `none` means not checked. */
const states = ['up', 'degraded', 'blocked', 'down', 'none'] as const
export type UptimeState = (typeof states)[number]

/** Each state has its own pattern and color (theme.css). */
const looks: Record<UptimeState, string> = {
  up: 'uptime-up',
  degraded: 'uptime-degraded',
  blocked: 'uptime-blocked',
  down: 'uptime-down',
  none: 'uptime-none',
}

export interface UptimeStep extends ChartPoint {
  state: UptimeState
}

interface UptimeStripProps
  extends Omit<ChartFrameProps, 'points' | 'children' | 'legend' | 'height' | 'grid'> {
  steps: readonly UptimeStep[]
  /** The name of each state, for the legend. */
  names: Record<UptimeState, string>
}

/** Equal bars, one per time step. */
export function UptimeStrip({ steps, names, ...frame }: UptimeStripProps) {
  const legend = states.map((state) => (
    <li key={state} className="flex items-center gap-1.5">
      <span aria-hidden className={classNames('h-3 w-2.5 rounded-xs', looks[state])} />
      {names[state]}
    </li>
  ))
  return (
    <ChartFrame
      {...frame}
      points={steps}
      height="h-9"
      legend={<ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">{legend}</ul>}
    >
      <div className="flex h-full gap-0.5">
        {steps.map(({ key, state }) => (
          <span key={key} data-state={state} className={classNames('flex-1 rounded-xs', looks[state])} />
        ))}
      </div>
    </ChartFrame>
  )
}
