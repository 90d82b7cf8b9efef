import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { words } from '../words/index.ts'
import { iconClass } from './icon-class.ts'

interface SelectionBarProps {
  label: string
  count: number
  /** Instead of the number of selected items. */
  summary?: string | undefined
  /** The buttons for the selected items. */
  children: ReactNode
  onClear: () => void
}

/** Floats over the end of the page, so that the page does not move when items are selected. */
export function SelectionBar({ label, count, summary, children, onClear }: SelectionBarProps) {
  return (
    <section
      aria-label={label}
      className="fixed inset-x-3 bottom-4 z-20 mx-auto flex w-fit max-w-full flex-wrap items-center gap-1.5 rounded-lg border border-line bg-surface p-1.5 pl-4 shadow-overlay"
    >
      <p role="status" className="mr-2 font-medium tabular-nums">
        {summary ?? words.bulk.selected(count)}
      </p>
      {children}
      <button type="button" aria-label={words.bulk.clear} onClick={onClear} className={iconClass}>
        <X aria-hidden className="size-4" />
      </button>
    </section>
  )
}
