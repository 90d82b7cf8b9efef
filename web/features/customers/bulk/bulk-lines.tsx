import { Circle } from 'lucide-react'
import type { Tone } from '../../../lib/tone.ts'
import { toneIcons } from '../../../ui/status-badge.tsx'
import { words } from '../../../words/index.ts'
import type { BulkLine, LineState } from './bulk-action.ts'

const tones: Record<Exclude<LineState, 'waiting'>, { tone: Tone; colour: string }> = {
  running: { tone: 'busy', colour: 'animate-spin text-busy' },
  done: { tone: 'good', colour: 'text-good' },
  'under-way': { tone: 'warn', colour: 'text-warn' },
  skipped: { tone: 'quiet', colour: 'text-quiet' },
  failed: { tone: 'bad', colour: 'text-bad' },
}

interface BulkLinesProps {
  lines: readonly BulkLine[]
  running: string
}

export function BulkLines({ lines, running }: BulkLinesProps) {
  return (
    <section
      aria-label={words.bulk.outcomes}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-72 overflow-y-auto rounded-md border border-line"
    >
      <ul className="divide-y divide-line">
        {lines.map(({ customer, state, message }) => {
          const shown = state === 'waiting' ? null : tones[state]
          const Icon = shown ? toneIcons[shown.tone] : Circle
          return (
            <li key={customer.id} className="flex gap-2.5 px-3 py-2">
              <Icon
                aria-hidden
                className={`mt-0.5 size-4 shrink-0 ${shown ? shown.colour : 'text-line-strong'}`}
              />
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium" dir="auto">
                  {customer.fullName}
                </p>
                <p className="text-sm wrap-anywhere text-muted" dir="auto">
                  {state === 'waiting' ? customer.email : state === 'running' ? running : message}
                </p>
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
