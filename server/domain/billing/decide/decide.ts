import { type AddItemAction, addItem, type RemoveItemAction, removeItem } from './add-ons.ts'
import { type CancelAction, cancel, type PauseAction, pause, type ResumeAction, resume } from './cancel.ts'
import { type ChangeItemsAction, changeItems } from './change-items.ts'
import {
  type CreditAction,
  credit,
  type VoidAction,
  voidInvoice,
  type WriteOffAction,
  writeOff,
} from './correct.ts'
import { type RedeemAction, type RemoveCouponAction, redeem, removeCoupon } from './coupon.ts'
import type { Facts } from './facts.ts'
import { chargeLateFee, type LateFeeAction, type OneTimeAction, oneTime } from './one-time.ts'
import type { Plan } from './plan.ts'
import { type ActivateAction, activate, type RenewAction, renew } from './renew.ts'
import { type StartAction, start } from './start.ts'

export type Action =
  | StartAction
  | RenewAction
  | ActivateAction
  | RedeemAction
  | RemoveCouponAction
  | ChangeItemsAction
  | AddItemAction
  | RemoveItemAction
  | CancelAction
  | PauseAction
  | ResumeAction
  | OneTimeAction
  | LateFeeAction
  | CreditAction
  | VoidAction
  | WriteOffAction

/**
 * Computes everything that an action writes. Pure: the same facts and action give the same plan, for a preview, a commit and
 * a simulation.
 * @throws {PlanRefused} the action is not possible
 * @throws {PlanParked} staff must look at the customer first
 */
export function decide(facts: Facts, action: Action): Plan {
  switch (action.kind) {
    case 'start':
      return start(facts, action)
    case 'renew':
      return renew(facts, action)
    case 'activate':
      return activate(facts, action)
    case 'redeem':
      return redeem(facts, action)
    case 'remove-coupon':
      return removeCoupon(facts, action)
    case 'add-item':
      return addItem(facts, action)
    case 'remove-item':
      return removeItem(facts, action)
    case 'change-items':
      return changeItems(facts, action)
    case 'cancel':
      return cancel(facts, action)
    case 'pause':
      return pause(facts, action)
    case 'resume':
      return resume(facts, action)
    case 'one-time':
      return oneTime(facts, action)
    case 'late-fee':
      return chargeLateFee(facts, action)
    case 'credit':
      return credit(facts, action)
    case 'void':
      return voidInvoice(facts, action)
    case 'write-off':
      return writeOff(facts, action)
  }
}
