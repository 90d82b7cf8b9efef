export { activatePaidSubscriptions, activateTickMs } from './activate-paid.ts'
export {
  addAddOn,
  chargeOnce,
  previewAddOn,
  previewCharge,
  previewRemoveAddOn,
  removeAddOn,
} from './add-ons.ts'
export {
  cancelSubscription,
  changeSubscription,
  committedRefs,
  pauseSubscription,
  presentCommitted,
  resumeSubscription,
} from './commit.ts'
export { applyCoupon, previewCoupon, previewRemoveCoupon, removeCoupon } from './coupon.ts'
export { beginSubscription, createSubscription } from './create.ts'
export { setHostingAccount } from './hosting-account.ts'
export { resealHostingRequests } from './hosting-request.ts'
export { listSubscriptions } from './list.ts'
export { asPlanned } from './plan-hosting.ts'
export {
  previewCancel,
  previewChange,
  previewNewCustomer,
  previewNextInvoice,
  previewResume,
  previewSubscription,
} from './preview.ts'
export { getSubscription } from './read.ts'
export { whyNotOffered } from './require-offered.ts'
