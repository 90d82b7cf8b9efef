import { byId, callsOf } from '../call.ts'
import { coupon, couponChange, couponPage, couponQuery, newCoupon } from './schemas.ts'

const { get, post, patch } = callsOf('Coupons')

export const coupons = {
  list: get('/v1/coupons', 'List coupons, newest first', 'billing.read')
    .input(couponQuery)
    .output(couponPage),
  create: post('/v1/coupons', 'Add a coupon; its code and discount are fixed', 'billing.write', {
    status: 201,
  })
    .input(newCoupon)
    .output(coupon),
  get: get('/v1/coupons/{id}', 'Get a coupon', 'billing.read').input(byId).output(coupon),
  change: patch(
    '/v1/coupons/{id}',
    'Change the limit or the expiry of a coupon, or disable it',
    'billing.write',
  )
    .input(couponChange.extend(byId.shape))
    .output(coupon),
}
