import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface ActionGroupProps {
  /** The "..." menu, if there is one. */
  menu: ReactNode
  /** Buttons and links. */
  children: ReactNode
  className?: string
}

/** Buttons with a menu. On a phone the menu has the end of the first line, so that it never wraps alone. */
export function ActionGroup({ menu, children, className }: ActionGroupProps) {
  return (
    <div
      className={classNames(
        'relative flex flex-wrap items-center gap-1.5 max-sm:min-h-9',
        Boolean(menu) && 'max-sm:pr-11',
        className,
      )}
    >
      {children}
      {menu && <span className="inline-flex max-sm:absolute max-sm:top-0 max-sm:right-0">{menu}</span>}
    </div>
  )
}
