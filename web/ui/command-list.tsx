import { Command } from 'cmdk'
import type { LucideIcon } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { useReturnFocus } from './use-return-focus.ts'
import { UserText } from './user-text.tsx'

interface CommandDialogProps {
  title: string
  placeholder: string
  typed: string
  onType: (typed: string) => void
  onClose: () => void
  /** The text for no results. */
  empty: string
  children: ReactNode
}

/** A search field over a list. The arrow keys move, Enter selects. The caller does the filtering. */
export function CommandDialog({
  title,
  placeholder,
  typed,
  onType,
  onClose,
  empty,
  children,
}: CommandDialogProps) {
  const returnFocus = useReturnFocus()
  return (
    <Primitive.Root open onOpenChange={(next) => !next && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Primitive.Content
          aria-describedby={undefined}
          {...returnFocus}
          className="fixed inset-x-2 top-2 z-50 overflow-hidden rounded-lg border border-line bg-surface shadow-overlay outline-none sm:top-[12vh] sm:right-auto sm:left-1/2 sm:w-full sm:max-w-xl sm:-translate-x-1/2"
        >
          <Primitive.Title className="sr-only">{title}</Primitive.Title>
          <Command label={title} shouldFilter={false} loop>
            <Command.Input
              value={typed}
              onValueChange={onType}
              placeholder={placeholder}
              maxLength={200}
              dir="auto"
              className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none placeholder:text-muted"
            />
            <Command.List
              label={title}
              className="max-h-[min(24rem,60vh)] overflow-y-auto overscroll-contain p-1.5"
            >
              <Command.Empty className="px-3 py-8 text-center text-muted">{empty}</Command.Empty>
              {children}
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

export function CommandGroup({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Command.Group>
  )
}

interface CommandItemProps {
  id: string
  label: string
  detail?: string | null
  Icon?: LucideIcon
  keys?: string
  onSelect: () => void
}

export function CommandItem({ id, label, detail, Icon, keys, onSelect }: CommandItemProps) {
  return (
    <Command.Item
      value={id}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1 data-[selected=true]:bg-sunken"
    >
      {Icon && <Icon aria-hidden className="size-4 shrink-0 text-muted" />}
      <span className="min-w-0">
        <UserText truncate>{label}</UserText>
      </span>
      {detail && (
        <span className="min-w-0 flex-1 text-sm text-muted">
          <UserText truncate>{detail}</UserText>
        </span>
      )}
      {keys && <kbd className="ml-auto rounded border border-line px-1.5 text-xs text-muted">{keys}</kbd>}
    </Command.Item>
  )
}
