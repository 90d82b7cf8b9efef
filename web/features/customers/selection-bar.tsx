import { X } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { iconLook } from '../../ui/icon-look.ts'
import { words } from '../../words/index.ts'
import { type BulkAction, bulkActions } from './bulk/bulk-action.ts'

interface SelectionBarProps {
  count: number
  onAction: (action: BulkAction) => void
  onClear: () => void
}

/** Floats over the foot of the page, so that nothing moves when something is selected. */
export function SelectionBar({ count, onAction, onClear }: SelectionBarProps) {
  return (
    <section
      aria-label={words.bulk.region}
      className="fixed inset-x-3 bottom-4 z-20 mx-auto flex w-fit max-w-full flex-wrap items-center gap-1.5 rounded-lg border border-line bg-surface p-1.5 pl-4 shadow-overlay"
    >
      <p role="status" className="mr-2 font-medium tabular-nums">
        {words.bulk.selected(count)}
      </p>
      {bulkActions.map((action) => (
        <Button key={action} size="sm" onClick={() => onAction(action)}>
          {words.bulk.actions[action].label}
        </Button>
      ))}
      <button type="button" aria-label={words.bulk.clear} onClick={onClear} className={iconLook}>
        <X aria-hidden className="size-4" />
      </button>
    </section>
  )
}
