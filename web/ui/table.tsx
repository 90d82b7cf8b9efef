import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

/** A dense table in a panel, with one line per row. */
export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return <table {...rest} className={classNames('w-full border-collapse', className)} />
}

export function Head({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        'border-b border-line px-4 py-2 text-left text-sm font-medium text-muted',
        className,
      )}
    />
  )
}

export function Row({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr {...rest} className={classNames('border-b border-line last:border-b-0 hover:bg-sunken', className)} />
  )
}

/** @param numeric aligned right, with tabular figures */
export function Cell({ numeric = false, className, ...rest }: ComponentProps<'td'> & { numeric?: boolean }) {
  return <td {...rest} className={classNames('px-4 py-2', numeric && 'text-right tabular-nums', className)} />
}
