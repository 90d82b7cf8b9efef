import type { PreviewedInvoice } from '#contracts/invoices/schemas.ts'
import type { Preview } from './act.ts'
import { renewalAfterCoupon } from './decide/index.ts'
import { presentPreview } from './present-preview.ts'
import { refusing } from './refusing.ts'

/**
 * Returns the next invoice after a change of the coupon, which changes no present one. Null: nothing is billed again, or the
 * action is another one.
 * @throws {Refusal} the next invoice cannot be computed
 */
export function nextInvoiceAfterCoupon(preview: Preview): PreviewedInvoice | null {
  const { action, facts } = preview
  if (action.kind !== 'redeem' && action.kind !== 'remove-coupon') return null
  const plan = refusing(() => renewalAfterCoupon(facts, action))
  return plan && presentPreview({ ...preview, plan }).invoice
}
