import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { words } from '../words/index.ts'
import { iconClass } from './icon-class.ts'
import { useReturnFocus } from './use-return-focus.ts'

interface SheetProps {
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons at the end, always visible. */
  footer?: ReactNode
}

/** A side panel with details of the page. A click outside closes it. */
export function Sheet({ onClose, title, children, footer }: SheetProps) {
  const returnFocus = useReturnFocus()
  return (
    <Primitive.Root open onOpenChange={(next) => !next && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Primitive.Content
          {...returnFocus}
          aria-describedby={undefined}
          className="fixed inset-y-0 right-0 z-50 flex w-full max-w-md flex-col border-l border-line bg-surface shadow-overlay outline-none"
        >
          <div className="flex items-start gap-3 border-b border-line py-2.5 pr-2.5 pl-5">
            <Primitive.Title className="min-w-0 flex-1 py-1.5 text-lg font-semibold wrap-anywhere">
              {title}
            </Primitive.Title>
            <Primitive.Close aria-label={words.common.close} className={iconClass}>
              <X aria-hidden className="size-4" />
            </Primitive.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer && (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{footer}</div>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
