import type { SubscriptionStatus } from '#contracts/subscriptions/states.ts'
import { oneOf, textOrNothing } from '../../lib/one-of.ts'

/** The filters of the Subscriptions page, as in its URL. */
export interface SubscriptionFilter {
  search?: string | undefined
  status?: SubscriptionStatus | undefined
}

export const subscriptionFilterStatuses = ['active', 'pending', 'paused', 'ended'] as const

/** Reads filters from a URL and ignores invalid values. */
export const subscriptionFilterIn = ({ search, status }: Record<string, unknown>): SubscriptionFilter => ({
  search: textOrNothing(search),
  status: oneOf(subscriptionFilterStatuses, status),
})
