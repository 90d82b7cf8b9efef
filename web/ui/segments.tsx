import { classNames } from './class-names.ts'

interface SegmentsProps<Value extends string> {
  label: string
  value: Value
  options: readonly (readonly [Value, string])[]
  disabled?: boolean
  onChange: (value: Value) => void
}

/** A group of buttons. One of them is pressed. */
export function Segments<Value extends string>({
  label,
  value,
  options,
  disabled = false,
  onChange,
}: SegmentsProps<Value>) {
  return (
    <fieldset className="flex w-fit shrink-0 rounded-md bg-sunken p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map(([option, text]) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === value}
          aria-disabled={disabled || undefined}
          onClick={() => !disabled && onChange(option)}
          className={classNames(
            'h-8 rounded px-2.5 text-sm font-medium whitespace-nowrap',
            option === value ? 'bg-surface text-text shadow-panel' : 'text-muted hover:text-text',
          )}
        >
          {text}
        </button>
      ))}
    </fieldset>
  )
}
