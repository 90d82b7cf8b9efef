import { Check, ChevronDown } from 'lucide-react'
import { Select } from 'radix-ui'
import type { KeyboardEvent, ReactNode, Ref, SyntheticEvent } from 'react'
import { classNames } from './class-names.ts'
import { type ControlProps, controlClass } from './field.tsx'
import { menuClass, menuItemClass } from './menu-class.ts'

export interface ChoiceOption {
  value: string
  label: string
  /** A second line that distinguishes options. */
  detail?: ReactNode
  /** Shown at the end of the line, for example a meter. */
  aside?: ReactNode
  /** Why the option cannot be selected, shown instead of the detail. */
  disabledBecause?: string | null
}

interface ChoiceProps {
  control: ControlProps
  triggerRef?: Ref<HTMLButtonElement>
  value: string
  onChange: (value: string) => void
  placeholder: string
  options: readonly ChoiceOption[]
  disabled?: boolean
  /** Shown beside the selected label while the list is closed. It gets the space that the label leaves. */
  summary?: ReactNode
}

const prevent = (event: SyntheticEvent) => event.preventDefault()

/** Ctrl+Enter submits the form instead of opening the list. */
const leaveToForm = (event: KeyboardEvent) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.preventDefault()
}

/** A select whose options have a second line. Inside a {@link Field}. */
export function Choice({
  control,
  triggerRef,
  value,
  onChange,
  placeholder,
  options,
  disabled = false,
  summary,
}: ChoiceProps) {
  const choose = (next: string) => {
    const option = options.find((each) => each.value === next)
    if (option && !option.disabledBecause) onChange(next)
  }
  return (
    <Select.Root value={value} onValueChange={choose} disabled={disabled}>
      <Select.Trigger
        {...control}
        ref={triggerRef}
        onKeyDown={leaveToForm}
        className={classNames(
          controlClass,
          'flex items-center justify-between gap-2 text-left data-placeholder:text-muted',
        )}
      >
        <span className="min-w-0 truncate">
          <Select.Value placeholder={placeholder} />
        </span>
        {summary}
        <Select.Icon>
          <ChevronDown aria-hidden className="size-4 text-muted" />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        <Select.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className={classNames(
            menuClass,
            'w-(--radix-select-trigger-width) max-w-none min-w-72 overflow-hidden',
          )}
        >
          <Select.Viewport className="max-h-80">
            {options.map((option) => (
              <Option key={option.value} id={`${control.id}-${option.value}`} option={option} />
            ))}
          </Select.Viewport>
        </Select.Content>
      </Select.Portal>
    </Select.Root>
  )
}

function Option({ id, option }: { id: string; option: ChoiceOption }) {
  const { value, label, detail, aside, disabledBecause } = option
  // Not the component's own "disabled": arrow keys must reach the option, so that screen readers read its reason.
  const blocked = disabledBecause
    ? { 'aria-disabled': true, onPointerUp: prevent, onClick: prevent, onKeyDown: preventChoice }
    : {}
  return (
    <Select.Item
      value={value}
      aria-describedby={id}
      {...blocked}
      className={classNames(menuItemClass, 'gap-3 py-1.5')}
    >
      <span className="min-w-0 flex-1">
        <span className="wrap-anywhere">
          <Select.ItemText>{label}</Select.ItemText>
        </span>
        <span id={id} className="block text-sm font-normal wrap-anywhere text-muted empty:hidden">
          {disabledBecause || detail}
        </span>
      </span>
      {aside && <span className="w-16 shrink-0">{aside}</span>}
      <span className="w-4 shrink-0">
        <Select.ItemIndicator>
          <Check aria-hidden className="size-4" />
        </Select.ItemIndicator>
      </span>
    </Select.Item>
  )
}

function preventChoice(event: KeyboardEvent) {
  if (event.key === 'Enter' || event.key === ' ') event.preventDefault()
}
