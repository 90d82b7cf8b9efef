import { CircleCheck, CircleMinus, CircleX, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { Tone } from '../lib/tone.ts'
import { classNames } from './class-names.ts'

export const toneIcons = {
  good: CircleCheck,
  busy: LoaderCircle,
  warn: TriangleAlert,
  bad: CircleX,
  quiet: CircleMinus,
}
export const toneClasses: Record<Tone, string> = {
  good: 'bg-good-soft text-good',
  busy: 'bg-busy-soft text-busy',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  quiet: 'bg-quiet-soft text-quiet',
}

export function StatusBadge({ label, tone }: { label: string; tone: Tone }) {
  const Icon = toneIcons[tone]
  return (
    <span
      className={classNames(
        'inline-flex h-6 max-w-full min-w-0 items-center gap-1 rounded-full px-2 text-sm font-medium whitespace-nowrap',
        toneClasses[tone],
      )}
    >
      <Icon aria-hidden className={classNames('size-3.5 shrink-0', tone === 'busy' && 'animate-spin')} />
      <span className="truncate">{label}</span>
    </span>
  )
}
