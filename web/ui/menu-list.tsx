import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { type RefObject, useEffect, useRef } from 'react'
import { classNames } from './class-names.ts'
import { menuClass, menuItemClass } from './menu-class.ts'
import type { MenuItem, MenuProps } from './menu-item.ts'

interface MenuListProps extends Pick<MenuProps, 'label' | 'items' | 'header'> {
  align: 'start' | 'end'
  startAtFirst: boolean
  button: RefObject<HTMLButtonElement | null>
  onClose: () => void
}

/** The open menu below its button. */
export function MenuList({ label, items, header, align, startAtFirst, button, onClose }: MenuListProps) {
  const content = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (startAtFirst) content.current?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus()
  }, [startAtFirst])
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      {/* The button is outside this component. This element marks its position. */}
      <DropdownMenu.Trigger asChild>
        <span aria-hidden className="pointer-events-none absolute inset-0" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        ref={content}
        aria-label={label}
        aria-labelledby={undefined}
        align={align}
        sideOffset={4}
        collisionPadding={8}
        className={menuClass}
        onInteractOutside={(event) => {
          if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault()
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          button.current?.focus()
        }}
      >
        {header && <DropdownMenu.Label className="px-2.5 py-1.5">{header}</DropdownMenu.Label>}
        {items.map((item) => (
          <Entry key={item.label} item={item} button={button} />
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}

function Entry({ item, button }: { item: MenuItem; button: MenuListProps['button'] }) {
  const { label, Icon, danger, checked, disabledBecause, keys } = item
  const onSelect = () => {
    // A dialog that the item opens returns the focus to the button, because the item is gone by then.
    button.current?.focus()
    item.onSelect()
  }
  const look = classNames(menuItemClass, danger && 'text-bad')
  const inside = (
    <>
      {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
      <span className="min-w-0 flex-1">
        {label}
        {disabledBecause && <span className="block text-sm text-muted">{disabledBecause}</span>}
      </span>
      {checked && <Check aria-hidden className="size-4 shrink-0" />}
      {keys && <kbd className="text-sm text-muted">{keys}</kbd>}
    </>
  )
  if (checked !== undefined)
    return (
      <DropdownMenu.CheckboxItem role="menuitemradio" checked={checked} onSelect={onSelect} className={look}>
        {inside}
      </DropdownMenu.CheckboxItem>
    )
  return (
    <DropdownMenu.Item
      {...(disabledBecause ? { 'aria-disabled': true } : {})}
      onSelect={(event) => (disabledBecause ? event.preventDefault() : onSelect())}
      className={look}
    >
      {inside}
    </DropdownMenu.Item>
  )
}
