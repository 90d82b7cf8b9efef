export { changeCoupon } from './change.ts'
export { createCoupon } from './create.ts'
export { getCoupon, listCoupons } from './read.ts'
