import { words } from '../words/index.ts'
import { classNames } from './class-names.ts'

interface MeterProps {
  label: string
  used: number
  reserved: number
  capacity: number
}

const share = (part: number, whole: number) => `${Math.min(100, (part / Math.max(1, whole)) * 100)}%`

/** A capacity bar: solid for used, hatched for reserved. The numbers are always shown as text too. */
export function Meter({ label, used, reserved, capacity }: MeterProps) {
  const full = (used + reserved) / Math.max(1, capacity)
  const color = full > 0.9 ? 'bg-bad' : full > 0.7 ? 'bg-warn' : 'bg-good'
  return (
    // biome-ignore lint/a11y/useSemanticElements: <meter> shows one value, this shows two
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={capacity}
      aria-valuenow={Math.min(used + reserved, capacity)}
      aria-valuetext={words.common.meterValue(used, capacity, reserved)}
      className="flex h-1.5 w-full overflow-hidden rounded-full bg-quiet-soft"
    >
      <span className={classNames('h-full', color)} style={{ width: share(used, capacity) }} />
      <span className={classNames('h-full opacity-45', color)} style={{ width: share(reserved, capacity) }} />
    </div>
  )
}
