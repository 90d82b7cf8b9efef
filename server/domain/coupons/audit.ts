import { percentOf } from '#contracts/percent.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { currencyOf, format, money } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import type { coupons } from '../tables/coupons.ts'

type Columns = Pick<
  typeof coupons.$inferSelect,
  | 'code'
  | 'percentPpm'
  | 'amount'
  | 'currency'
  | 'productIds'
  | 'scope'
  | 'durationPeriods'
  | 'maxRedemptions'
  | 'expiresOn'
  | 'isActive'
>

/** Values of the audit log. */
export const couponFacts = (row: Columns) => ({
  code: row.code,
  discount:
    row.percentPpm !== null
      ? `${percentOf(row.percentPpm)}%`
      : row.amount !== null && row.currency !== null
        ? format(money(row.amount, currencyOf(row.currency)), 'en-US')
        : null,
  products: row.productIds ?? 'all',
  scope: row.scope,
  durationPeriods: row.durationPeriods,
  maxRedemptions: row.maxRedemptions,
  expiresOn: row.expiresOn,
  isActive: row.isActive,
})

export const auditCoupon = (
  tx: Queryable,
  { actor, requestId }: Context,
  {
    verb,
    id,
    ...entry
  }: {
    readonly at: Date
    readonly verb: 'create' | 'change'
    readonly id: string
    readonly before?: Readonly<Record<string, unknown>>
    readonly after: Readonly<Record<string, unknown>>
  },
): Promise<void> =>
  recordAudit(tx, { ...entry, actor, action: `coupon.${verb}`, subject: { kind: 'coupon', id }, requestId })
