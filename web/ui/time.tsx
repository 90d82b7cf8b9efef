import {
  formatClock,
  formatDateTime,
  formatDay,
  formatFullTime,
  formatRelative,
  formatStepTime,
} from '../lib/format.ts'

const formats = {
  distance: formatRelative,
  moment: formatDateTime,
  day: formatDay,
  step: formatStepTime,
  clock: formatClock,
}

interface TimeProps {
  iso: string
  /** `distance` ("3 minutes ago") by default. `step` and `clock` have seconds: for timelines only. */
  as?: keyof typeof formats
  className?: string
}

/** A time. Its tooltip shows the full time with the time zone. */
export function Time({ iso, as = 'distance', className = '' }: TimeProps) {
  return (
    <time dateTime={iso} title={formatFullTime(iso)} className={`whitespace-nowrap ${className}`}>
      {formats[as](iso)}
    </time>
  )
}
