import type { CustomerSort } from '#contracts/customers/schemas.ts'
import type { CustomerColumn } from './columns.ts'

interface ColumnLook {
  /** Its widths, and the screens that are too narrow for it. */
  width: string
  cell: string
  /** The order after the first click on its head and after the second. */
  sorts?: readonly [CustomerSort, CustomerSort]
}

export const columnLooks: Readonly<Record<CustomerColumn, ColumnLook>> = {
  email: {
    width: 'hidden w-1/4 md:table-cell lg:w-48 xl:w-58',
    cell: 'hidden md:table-cell',
    sorts: ['email', '-email'],
  },
  company: { width: 'hidden w-44 lg:table-cell', cell: 'hidden lg:table-cell' },
  hosting: { width: 'hidden w-42 sm:table-cell lg:w-56 xl:w-76', cell: 'hidden sm:table-cell' },
  username: { width: 'hidden w-40 lg:table-cell', cell: 'hidden lg:table-cell' },
  server: { width: 'hidden w-40 lg:table-cell', cell: 'hidden lg:table-cell' },
  status: { width: 'w-25 max-sm:px-1 sm:w-29 lg:w-30', cell: 'max-sm:px-1' },
  created: {
    width: 'hidden w-32 lg:table-cell',
    cell: 'hidden lg:table-cell',
    sorts: ['-createdAt', 'createdAt'],
  },
}

/** The hosting without usernames, which then have a column of their own. */
export const briefHostingWidth = 'hidden w-42 sm:table-cell'
