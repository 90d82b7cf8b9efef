import { newCustomerSubscription } from '#contracts/customers/schemas.ts'
import { listOfAddOns, mostQuantity } from '#contracts/subscriptions/add-ons.ts'
import { requiredLineOfText } from '#contracts/text.ts'
import { addOnsIn, type ChosenAddOns } from '../../shared/billing/add-ons-field.tsx'
import { words } from '../../words/index.ts'

/** The plan in the form of a new customer. "" in `productId`: no plan. */
export interface PlanValues {
  subscription: {
    productId: string
    priceId: string
    addOns: ChosenAddOns
    /** When the hosting is created, if there is some. */
    provision: 'now' | 'after-payment'
    /** Of the preview that staff see. "": none is loaded. */
    planHash: string
  }
}

export const noPlan: PlanValues['subscription'] = {
  productId: '',
  priceId: '',
  addOns: {},
  provision: 'now',
  planHash: '',
}

/** Returns null if a typed quantity is not possible. */
function validAddOnsIn(chosen: ChosenAddOns) {
  const addOns = addOnsIn(chosen)
  return addOns?.every(({ quantity }) => quantity <= mostQuantity) ? addOns : null
}

/** The fields of the preview. @param withHosting without hosting there is no time to create it */
export const boughtFields = (
  { priceId, addOns: chosen, provision }: Omit<PlanValues['subscription'], 'productId' | 'planHash'>,
  withHosting: boolean,
) => ({
  priceId,
  ...(Object.keys(chosen).length === 0 ? {} : { addOns: validAddOnsIn(chosen) }),
  ...(withHosting ? { provision } : {}),
})

export const subscriptionInput = (
  { productId, planHash, ...bought }: PlanValues['subscription'],
  withHosting: boolean,
) =>
  productId === ''
    ? {}
    : { subscription: { ...boughtFields(bought, withHosting), ...(planHash === '' ? {} : { planHash }) } }

/** In a form, staff choose a price. */
export const pickedPlan = newCustomerSubscription.extend({
  priceId: requiredLineOfText('Price', { max: 36 }),
  addOns: listOfAddOns(words.subscriptions.plan.addOnQuantities).optional(),
})
