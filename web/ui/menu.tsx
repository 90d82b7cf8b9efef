import { type ComponentProps, lazy, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { LazyPart } from './lazy-part.tsx'
import type { MenuProps } from './menu-item.ts'

const load = () => import('./menu-list.tsx')
const MenuList = lazy(() => load().then(({ MenuList }) => ({ default: MenuList })))

/** A button that opens a menu. The menu's code is loaded when the button gets the focus or the pointer. */
export function Menu({ label, children, className, items, header, align = 'end' }: MenuProps) {
  const [openedBy, setOpenedBy] = useState<'keyboard' | 'pointer' | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const onKeyDown: ComponentProps<'button'>['onKeyDown'] = (event) => {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    setOpenedBy('keyboard')
  }
  return (
    <span className="relative inline-flex">
      <button
        ref={button}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={openedBy !== null}
        className={classNames(className, openedBy && 'bg-sunken text-text')}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onKeyDown={onKeyDown}
        // A click by keyboard has the detail 0.
        onClick={({ detail }) => setOpenedBy((open) => (open ? null : detail === 0 ? 'keyboard' : 'pointer'))}
      >
        {children}
      </button>
      <LazyPart>
        {openedBy && (
          <MenuList
            label={label}
            items={items}
            header={header}
            align={align}
            startAtFirst={openedBy === 'keyboard'}
            button={button}
            onClose={() => setOpenedBy(null)}
          />
        )}
      </LazyPart>
    </span>
  )
}
