import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { controlLook } from './field.tsx'

/** The platform's own select: works with every keyboard, screen reader and phone. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <select {...rest} className={classNames(controlLook, 'max-w-full truncate pr-7 pl-2.5', className)} />
  )
}
