import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export interface MenuItem {
  label: string
  Icon?: LucideIcon
  onSelect: () => void
  danger?: boolean
  /** In a menu of choices: whether it is the one in force. */
  checked?: boolean
  /** Cannot be picked now, and why: stands beneath the label. */
  disabledBecause?: string | null
  /** The keys that do the same, e.g. "C". */
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
