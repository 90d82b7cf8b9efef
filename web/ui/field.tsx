import { type ReactNode, useId } from 'react'
import { words } from '../words/index.ts'
import { classNames } from './class-names.ts'

export interface ControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

interface FieldProps {
  label: string
  help?: ReactNode
  error?: string | undefined
  /** Shown beside the label, not in it, because the label is the control's accessible name. */
  optional?: boolean
  className?: string
  children: (control: ControlProps) => ReactNode
}

export const controlClass =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-base text-text placeholder:text-muted h-9 scroll-my-10 aria-invalid:border-bad disabled:bg-sunken disabled:text-muted'

/** Label, control, help and error, linked by ids. */
export function Field({ label, help, error, optional = false, className, children }: FieldProps) {
  const id = useId()
  const helpId = `${id}-help`
  const errorId = `${id}-error`
  return (
    <div className={classNames('min-w-0', className)}>
      <div className="mb-1 flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {optional && <span className="text-sm text-muted">{words.common.optional}</span>}
      </div>
      {children({
        id,
        'aria-describedby': [error && errorId, help && helpId].filter(Boolean).join(' ') || undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': optional ? undefined : true,
      })}
      {error && (
        <p id={errorId} className="mt-1 text-sm wrap-anywhere text-bad">
          {error}
        </p>
      )}
      {help && (
        <div id={helpId} className="mt-1 text-sm text-muted">
          {help}
        </div>
      )}
    </div>
  )
}
