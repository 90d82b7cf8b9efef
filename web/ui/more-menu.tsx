import { Ellipsis } from 'lucide-react'
import { iconLook } from './icon-look.ts'
import { Menu } from './menu.tsx'
import type { MenuItem } from './menu-item.ts'

/** The "..." button with the less common actions. */
export function MoreMenu({ label, items }: { label: string; items: readonly MenuItem[] }) {
  return (
    <Menu label={label} className={iconLook} items={items}>
      <Ellipsis aria-hidden className="size-4" />
    </Menu>
  )
}
