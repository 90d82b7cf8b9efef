import { z } from 'zod'
import { byId, callsOf } from '../call.ts'
import { newCustomerSubscriptionFields } from '../customers/schemas.ts'
import { hostingOutcome } from '../hosting/schemas.ts'
import { billingPreview, invoice, planHash } from '../invoices/schemas.ts'
import { localDate } from '../local-date.ts'
import {
  appliedCoupon,
  appliedCouponFields,
  bookedDocuments,
  cancellation,
  cancellationFields,
  couponPreview,
  hostingAccountLink,
  newAddOn,
  newAddOnFields,
  newSubscription,
  oneTimeCharge,
  oneTimeChargeFields,
  removedAddOn,
  removedAddOnFields,
  removedCoupon,
  subscription,
  subscriptionChange,
  subscriptionChangeFields,
  subscriptionPage,
  subscriptionPreviewQuery,
  subscriptionQuery,
} from './schemas.ts'

const { get, post } = callsOf('Subscriptions')

/** `invoice`: the first one, or else the first credit note. Null: nothing was booked. */
const withInvoice = z.object({ subscription, invoice: invoice.nullable(), documents: bookedDocuments })

export const subscriptions = {
  list: get('/v1/subscriptions', 'List and search subscriptions, newest first', 'billing.read')
    .input(subscriptionQuery)
    .output(subscriptionPage),
  get: get('/v1/subscriptions/{id}', 'Get a subscription', 'billing.read').input(byId).output(subscription),
  preview: post(
    '/v1/subscriptions/preview',
    'Preview the invoice that the same body would create',
    'billing.write',
  )
    .input(subscriptionPreviewQuery)
    .output(billingPreview),
  previewNewCustomer: post(
    '/v1/subscriptions/preview-new-customer',
    'Preview the first invoice of a customer who is created with a plan',
    'billing.write',
  )
    .input(newCustomerSubscriptionFields)
    .output(billingPreview),
  create: post('/v1/subscriptions', 'Start a subscription and invoice its first period', 'billing.write', {
    status: 201,
    fieldAccess: { provisioning: 'hosting.write' },
  })
    .input(newSubscription)
    .output(
      withInvoice.extend({
        hosting: hostingOutcome.nullable(),
        /** Why there is no hosting, though it was requested: the invoice is written all the same. Null: no problem. */
        hostingProblem: z.string().nullable(),
      }),
    ),
  nextInvoice: get(
    '/v1/subscriptions/{id}/next-invoice',
    'Preview the next renewal of a subscription, or the one on a date',
    'billing.read',
  )
    .input(byId.extend({ asOf: localDate('asOf').optional() }))
    .output(billingPreview),
  previewChange: post(
    '/v1/subscriptions/{id}/change/preview',
    'Preview a change of price or quantity',
    'billing.write',
  )
    .input(subscriptionChangeFields.extend(byId.shape))
    .output(billingPreview),
  change: post('/v1/subscriptions/{id}/change', 'Change price or quantity, prorated by days', 'billing.write')
    .input(subscriptionChange.extend(byId.shape))
    .output(withInvoice),
  previewCancel: post(
    '/v1/subscriptions/{id}/cancel/preview',
    'Preview the credit of a cancellation',
    'billing.write',
  )
    .input(cancellationFields.extend(byId.shape))
    .output(billingPreview),
  cancel: post(
    '/v1/subscriptions/{id}/cancel',
    'Cancel a subscription now or at the end of its period',
    'billing.write',
  )
    .input(cancellation.extend(byId.shape))
    .output(withInvoice),
  pause: post(
    '/v1/subscriptions/{id}/pause',
    'Stop billing until the subscription is resumed',
    'billing.write',
  )
    .input(byId)
    .output(subscription),
  setHostingAccount: post(
    '/v1/subscriptions/{id}/hosting-account',
    'Set or remove the hosting account of a subscription',
    'billing.write',
  )
    .input(hostingAccountLink.extend(byId.shape))
    .output(subscription),
  previewResume: post(
    '/v1/subscriptions/{id}/resume/preview',
    'Preview what a resumption books, and the next invoice after it',
    'billing.write',
  )
    .input(byId)
    .output(billingPreview),
  resume: post(
    '/v1/subscriptions/{id}/resume',
    'Resume a paused subscription, or take back its cancellation',
    'billing.write',
  )
    .input(byId.extend({ planHash: planHash.optional() }))
    .output(withInvoice),
  previewAddOn: post(
    '/v1/subscriptions/{id}/add-ons/preview',
    'Preview an add-on for a running subscription',
    'billing.write',
  )
    .input(newAddOnFields.extend(byId.shape))
    .output(billingPreview),
  addAddOn: post(
    '/v1/subscriptions/{id}/add-ons',
    'Add an add-on to a running subscription, prorated by days',
    'billing.write',
  )
    .input(newAddOn.extend(byId.shape))
    .output(withInvoice),
  previewRemoveAddOn: post(
    '/v1/subscriptions/{id}/add-ons/remove/preview',
    'Preview the credit of an add-on that is removed',
    'billing.write',
  )
    .input(removedAddOnFields.extend(byId.shape))
    .output(billingPreview),
  removeAddOn: post(
    '/v1/subscriptions/{id}/add-ons/remove',
    'Remove an add-on and credit its unused days',
    'billing.write',
  )
    .input(removedAddOn.extend(byId.shape))
    .output(withInvoice),
  previewCharge: post(
    '/v1/subscriptions/{id}/charges/preview',
    'Preview the invoice of a one-time item',
    'billing.write',
  )
    .input(oneTimeChargeFields.extend(byId.shape))
    .output(billingPreview),
  charge: post(
    '/v1/subscriptions/{id}/charges',
    'Invoice a one-time item with a subscription',
    'billing.write',
  )
    .input(oneTimeCharge.extend(byId.shape))
    .output(withInvoice),
  previewCoupon: post(
    '/v1/subscriptions/{id}/coupon/preview',
    'Preview the next invoice with a coupon',
    'billing.write',
  )
    .input(appliedCouponFields.extend(byId.shape))
    .output(couponPreview),
  applyCoupon: post(
    '/v1/subscriptions/{id}/coupon',
    'Apply a coupon to a running subscription, from its next period on',
    'billing.write',
  )
    .input(appliedCoupon.extend(byId.shape))
    .output(withInvoice),
  previewRemoveCoupon: post(
    '/v1/subscriptions/{id}/coupon/remove/preview',
    'Preview the next invoice without the coupon',
    'billing.write',
  )
    .input(byId)
    .output(couponPreview),
  removeCoupon: post(
    '/v1/subscriptions/{id}/coupon/remove',
    'Remove the coupon of a subscription; billed periods keep it',
    'billing.write',
  )
    .input(removedCoupon.extend(byId.shape))
    .output(withInvoice),
}
