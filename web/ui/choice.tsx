import { Check, ChevronDown } from 'lucide-react'
import { Select } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { type ControlProps, controlLook } from './field.tsx'
import { menuItemLook, menuLook } from './menu-look.ts'

export interface ChoiceOption {
  value: string
  label: string
  /** A second line: what tells options apart. */
  detail?: ReactNode
  /** Cannot be picked, and why: said where the detail stands. */
  disabledBecause?: string | null
}

interface ChoiceProps {
  control: ControlProps
  value: string
  onChange: (value: string) => void
  placeholder: string
  options: readonly ChoiceOption[]
}

/** A select whose options have a second line, and say why one cannot be picked. Inside a {@link Field}. */
export function Choice({ control, value, onChange, placeholder, options }: ChoiceProps) {
  return (
    <Select.Root value={value} onValueChange={onChange}>
      <Select.Trigger
        {...control}
        className={classNames(controlLook, 'flex items-center justify-between gap-2 text-left')}
      >
        <span className="min-w-0 truncate data-placeholder:text-muted">
          <Select.Value placeholder={placeholder} />
        </span>
        <Select.Icon>
          <ChevronDown aria-hidden className="size-4 text-muted" />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        <Select.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className={classNames(menuLook, 'w-(--radix-select-trigger-width) max-w-none overflow-hidden')}
        >
          <Select.Viewport className="max-h-72">
            {options.map((option) => (
              <Select.Item
                key={option.value}
                value={option.value}
                disabled={Boolean(option.disabledBecause)}
                aria-describedby={`${control.id}-${option.value}`}
                className={classNames(
                  menuItemLook,
                  'py-1.5 data-[disabled]:cursor-not-allowed data-[disabled]:text-muted',
                )}
              >
                <span className="min-w-0 flex-1">
                  <Select.ItemText>{option.label}</Select.ItemText>
                  <span
                    id={`${control.id}-${option.value}`}
                    className="block text-sm font-normal text-muted empty:hidden"
                  >
                    {option.disabledBecause || option.detail}
                  </span>
                </span>
                <Select.ItemIndicator>
                  <Check aria-hidden className="size-4" />
                </Select.ItemIndicator>
              </Select.Item>
            ))}
          </Select.Viewport>
        </Select.Content>
      </Select.Portal>
    </Select.Root>
  )
}
