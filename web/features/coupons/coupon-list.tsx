import { lazy, useState } from 'react'
import type { Coupon } from '#contracts/coupons/schemas.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { showMoney } from '../../shared/money/show-money.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { words } from '../../words/index.ts'
import { useCoupons } from './use-coupons.ts'

const text = words.coupons

const EditCouponDialog = lazy(() =>
  import('./edit-coupon.tsx').then(({ EditCouponDialog }) => ({ default: EditCouponDialog })),
)

/** All coupons, newest first. */
export function CouponList() {
  const coupons = useCoupons()
  const items = coupons.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <Panel>
        {!items && coupons.isError && (
          <LoadError error={coupons.error} onRetry={() => void coupons.refetch()} />
        )}
        {!items && !coupons.isError && <SkeletonRows rows={3} />}
        {items?.length === 0 && <EmptyState title={text.none}>{text.noneHelp}</EmptyState>}
        {items && items.length > 0 && (
          <ul aria-label={text.list} className="divide-y divide-line">
            {items.map((coupon) => (
              <CouponRow key={coupon.id} coupon={coupon} />
            ))}
          </ul>
        )}
      </Panel>
      <LoadMore query={coupons} />
    </>
  )
}

const discountOf = ({ percent, amount }: Coupon): string =>
  amount === null ? `${percent}%` : showMoney(amount)

function CouponRow({ coupon }: { coupon: Coupon }) {
  const [editing, setEditing] = useState(false)
  const { code, scope, durationPeriods, productIds, redeemed, maxRedemptions, expiresOn, isActive } = coupon
  const facts = [
    text.scopes[scope],
    durationPeriods === null ? text.forever : text.forPeriods(durationPeriods),
    productIds === null ? text.onAll : text.onProducts(productIds.length),
  ]
  const uses = [
    maxRedemptions === null ? text.redeemed(redeemed) : text.redeemedOf(redeemed, maxRedemptions),
    ...(expiresOn === null ? [] : [text.expiresOn(formatLocalDate(expiresOn))]),
  ]
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-mono font-medium wrap-anywhere">{code}</span>
          <span className="font-medium tabular-nums">{text.off(discountOf(coupon))}</span>
          {!isActive && <StatusBadge tone="quiet" label={text.disabled} />}
        </p>
        <p className="text-sm text-muted">{facts.join(' · ')}</p>
      </div>
      <p className="text-sm text-muted tabular-nums max-sm:flex-1 sm:w-72">{uses.join(' · ')}</p>
      <May permission="billing.write">
        <Button size="sm" aria-label={text.editNamed(code)} onClick={() => setEditing(true)}>
          {text.edit}
        </Button>
      </May>
      <LazyPart>{editing && <EditCouponDialog coupon={coupon} onClose={() => setEditing(false)} />}</LazyPart>
    </li>
  )
}
