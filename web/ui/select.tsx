import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { controlClass } from './field.tsx'

/** The native select element, which works with every keyboard, screen reader and phone. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <select {...rest} className={classNames(controlClass, 'max-w-full truncate pr-7 pl-2.5', className)} />
  )
}
