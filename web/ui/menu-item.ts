import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export interface MenuItem {
  label: string
  Icon?: LucideIcon
  onSelect: () => void
  danger?: boolean
  /** In a menu of choices: whether this is the current one. */
  checked?: boolean
  /** Why the item is disabled, shown below the label. */
  disabledBecause?: string | null
  /** The keyboard shortcut, for example "C". */
  keys?: string
}

export interface MenuProps {
  /** The button's name; its content may be an icon alone. */
  label: string
  children: ReactNode
  className: string
  items: readonly MenuItem[]
  header?: ReactNode
  align?: 'start' | 'end'
}
