import { CircleDashed } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Tone } from '../lib/tone.ts'
import type { BulkLine } from '../lib/use-bulk-run.ts'
import { words } from '../words/index.ts'
import { toneIcons } from './status-badge.tsx'
import { UserText } from './user-text.tsx'

const tones: Record<BulkLine<unknown>['state'], Tone | null> = {
  waiting: null,
  running: 'busy',
  done: 'good',
  'under-way': 'warn',
  skipped: 'quiet',
  failed: 'bad',
}
const colors: Record<Tone, string> = {
  good: 'text-good',
  busy: 'animate-spin text-busy',
  warn: 'text-warn',
  bad: 'text-bad',
  quiet: 'text-quiet',
}

interface BulkLinesProps<Item> {
  lines: readonly BulkLine<Item>[]
  /** False: the lines have no state yet. */
  begun: boolean
  name: (item: Item) => ReactNode
  pending: (line: BulkLine<Item> & { state: 'waiting' | 'running' }) => string
}

export function BulkLines<Item extends { id: string }>({
  lines,
  begun,
  name,
  pending,
}: BulkLinesProps<Item>) {
  return (
    <section
      aria-label={words.bulk.outcomes}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-72 overflow-y-auto rounded-md border border-line"
    >
      <ul className="divide-y divide-line">
        {lines.map((line) => {
          const tone = ('tone' in line && line.tone) || tones[line.state]
          const Icon = tone ? toneIcons[tone] : CircleDashed
          return (
            <li key={line.item.id} className="flex gap-2.5 px-3 py-2">
              {begun && (
                <Icon
                  aria-hidden
                  className={`mt-0.5 size-4 shrink-0 ${tone ? colors[tone] : 'text-line-strong'}`}
                />
              )}
              <div className="min-w-0 flex-1">
                <p className="font-medium">
                  <UserText truncate>{name(line.item)}</UserText>
                </p>
                <p className="text-sm wrap-anywhere text-muted">
                  <UserText>{'message' in line ? line.message : pending(line)}</UserText>
                </p>
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
