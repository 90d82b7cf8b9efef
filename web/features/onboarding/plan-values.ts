import { newCustomerSubscription } from '#contracts/customers/schemas.ts'
import { requiredLineOfText } from '#contracts/text.ts'

/** The plan in the form of a new customer. "" in `productId`: no plan. */
export interface PlanValues {
  subscription: {
    productId: string
    priceId: string
    /** When the hosting is created, if there is some. */
    provision: 'now' | 'after-payment'
  }
}

export const noPlan: PlanValues['subscription'] = { productId: '', priceId: '', provision: 'now' }

/** @param withHosting without hosting there is no time to create it */
export const subscriptionInput = (
  { productId, priceId, provision }: PlanValues['subscription'],
  withHosting: boolean,
) => (productId === '' ? {} : { subscription: { priceId, ...(withHosting ? { provision } : {}) } })

/** In a form, staff choose a price. */
export const pickedPlan = newCustomerSubscription.extend({
  priceId: requiredLineOfText('Price', { max: 36 }),
})
