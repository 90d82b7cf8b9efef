import { X } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { iconLook } from '../../ui/icon-look.ts'
import { words } from '../../words/index.ts'

const text = words.operations

export type BulkOrder = 'retry' | 'cancel'

interface SelectionBarProps {
  count: number
  /** How many of them each order is possible for. */
  counts: Record<BulkOrder, number>
  onOrder: (order: BulkOrder) => void
  onClear: () => void
}

/** Floats over the foot of the page, so that nothing moves when something is selected. */
export function SelectionBar({ count, counts, onOrder, onClear }: SelectionBarProps) {
  return (
    <section
      aria-label={text.selection}
      className="fixed inset-x-3 bottom-4 z-20 mx-auto flex w-fit max-w-full flex-wrap items-center gap-1.5 rounded-lg border border-line bg-surface p-1.5 pl-4 shadow-overlay"
    >
      <p role="status" className="mr-2 font-medium tabular-nums">
        {text.selected(count)}
      </p>
      {counts.retry > 0 && (
        <Button size="sm" onClick={() => onOrder('retry')}>
          {text.retryMany(counts.retry)}
        </Button>
      )}
      {counts.cancel > 0 && (
        <Button size="sm" onClick={() => onOrder('cancel')}>
          {text.cancelMany(counts.cancel)}
        </Button>
      )}
      <button type="button" aria-label={text.clear} onClick={onClear} className={iconLook}>
        <X aria-hidden className="size-4" />
      </button>
    </section>
  )
}
