import { Ellipsis } from 'lucide-react'
import { iconClass } from './icon-class.ts'
import { Menu } from './menu.tsx'
import type { MenuItem } from './menu-item.ts'

/** The "..." button with the less common actions. */
export function MoreMenu({ label, items }: { label: string; items: readonly MenuItem[] }) {
  return (
    <Menu label={label} className={iconClass} items={items}>
      <Ellipsis aria-hidden className="size-4" />
    </Menu>
  )
}
