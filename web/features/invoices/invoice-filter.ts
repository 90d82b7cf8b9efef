import type { DocumentKind, InvoiceStatus } from '#contracts/invoices/states.ts'
import { oneOf, textOrNothing } from '../../lib/one-of.ts'

/** The filters of the Invoices page, as in its URL. `overdue` is a status there, although it is derived. */
export interface InvoiceFilter {
  search?: string | undefined
  status?: InvoiceStatus | 'overdue' | undefined
  kind?: DocumentKind | undefined
  /** A customer's id. */
  customer?: string | undefined
}

export const invoiceFilterStatuses = ['open', 'overdue', 'paid', 'draft', 'void', 'uncollectible'] as const
export const invoiceFilterKinds = ['invoice', 'credit-note'] as const

/** Reads filters from a URL and ignores invalid values. */
export const invoiceFilterIn = ({
  search,
  status,
  kind,
  customer,
}: Record<string, unknown>): InvoiceFilter => ({
  search: textOrNothing(search),
  status: oneOf(invoiceFilterStatuses, status),
  kind: oneOf(invoiceFilterKinds, kind),
  customer: textOrNothing(customer),
})

export const isInvoiceFiltered = (filter: InvoiceFilter): boolean => Object.values(filter).some(Boolean)

/** Returns the query of the API call. */
export const invoiceQueryOf = ({ search, status, kind, customer }: InvoiceFilter) => ({
  search,
  ...(status === 'overdue' ? { overdue: 'true' as const } : { status }),
  kind,
  customerId: customer,
})
