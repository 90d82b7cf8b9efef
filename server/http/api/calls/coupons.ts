import { changeCoupon, createCoupon, getCoupon, listCoupons } from '#server/domain/coupons/index.ts'
import { os, verb } from '../implement.ts'

export const coupons = {
  list: os.coupons.list.handler(verb(listCoupons)),
  create: os.coupons.create.handler(verb(createCoupon)),
  get: os.coupons.get.handler(verb(getCoupon)),
  change: os.coupons.change.handler(verb(changeCoupon)),
}
