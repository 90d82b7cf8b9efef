import type { CsvSeparator } from '#contracts/customers/csv-separator.ts'
import type { CustomerHosting, CustomerSort } from '#contracts/customers/schemas.ts'
import { oneOf, textOrNothing } from '../../lib/one-of.ts'
import { type CustomerColumn, columnsIn } from './columns.ts'

/** The search, filters and order of the list, as in the URL. */
export interface CustomerFilter {
  search?: string | undefined
  status?: 'active' | 'inactive' | undefined
  hosting?: CustomerHosting | undefined
  /** A server's id. */
  server?: string | undefined
  sort?: CustomerSort | undefined
  /** Their names, separated by commas. Without it, the columns that this browser remembers. */
  columns?: string | undefined
}

export const customerSorts: readonly CustomerSort[] = [
  '-createdAt',
  'createdAt',
  'fullName',
  '-fullName',
  'email',
  '-email',
]
export const customerHostings: readonly CustomerHosting[] = ['some', 'none', 'needs-attention']

/** Reads a filter from a URL and ignores invalid values. */
export const filterIn = (search: Record<string, unknown>): CustomerFilter => ({
  search: textOrNothing(search.search),
  status: oneOf(['active', 'inactive'], search.status),
  hosting: oneOf(customerHostings, search.hosting),
  server: textOrNothing(search.server),
  sort: oneOf(customerSorts, search.sort),
  // "-" is a list without further columns.
  columns: search.columns === '-' ? '-' : columnsIn(search.columns)?.join() || undefined,
})

export const columnsText = (columns: readonly CustomerColumn[]) => columns.join() || '-'

export const isFiltered = ({ search, status, hosting, server }: CustomerFilter) =>
  Boolean(search || status || hosting || server)

/** Returns the query of the API call. */
export const queryOf = ({ search, status, hosting, server, sort }: CustomerFilter) => ({
  ...(search ? { search } : {}),
  ...(status ? { status } : {}),
  ...(hosting ? { hosting } : {}),
  ...(server ? { serverId: server } : {}),
  ...(sort ? { sort } : {}),
})

/** A download that the browser streams to disk. */
export const exportAddress = (filter: CustomerFilter, separator: CsvSeparator) =>
  `/api/v1/customers/export?${new URLSearchParams({ ...queryOf(filter), separator })}`
