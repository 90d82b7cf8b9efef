import { type ReactNode, useId } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'

interface CheckboxProps {
  label: string
  registration: UseFormRegisterReturn
  help?: ReactNode
}

export function Checkbox({ label, registration, help }: CheckboxProps) {
  const id = useId()
  return (
    <div className="flex gap-2.5">
      <input
        id={id}
        type="checkbox"
        {...registration}
        aria-describedby={help ? `${id}-help` : undefined}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {help && (
          <p id={`${id}-help`} className="text-sm text-muted">
            {help}
          </p>
        )}
      </div>
    </div>
  )
}
