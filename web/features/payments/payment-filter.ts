import type { PaymentMethod } from '#contracts/payments/schemas.ts'
import type { PaymentStatus } from '#contracts/payments/states.ts'
import { oneOf, textOrNothing } from '../../lib/one-of.ts'

/** The filters of the Payments page, as in its URL. */
export interface PaymentFilter {
  search?: string | undefined
  method?: PaymentMethod | undefined
  status?: PaymentStatus | undefined
}

export const paymentFilterMethods: readonly PaymentMethod[] = ['bank-transfer', 'cash', 'other']
export const paymentFilterStatuses: readonly PaymentStatus[] = ['received', 'reversed']

/** Reads filters from a URL and ignores invalid values. */
export const paymentFilterIn = ({ search, method, status }: Record<string, unknown>): PaymentFilter => ({
  search: textOrNothing(search),
  method: oneOf(paymentFilterMethods, method),
  status: oneOf(paymentFilterStatuses, status),
})
