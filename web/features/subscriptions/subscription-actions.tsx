import { lazy, useState } from 'react'
import type { Subscription } from '#contracts/subscriptions/schemas.ts'
import {
  mayApplyCoupon,
  mayCancel,
  mayChange,
  mayCharge,
  mayPause,
  mayRemoveCoupon,
  mayResume,
} from '#contracts/subscriptions/states.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { May } from '../../shared/session/may.tsx'
import { ActionGroup } from '../../ui/action-group.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { MoreMenu } from '../../ui/more-menu.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useSubscriptionActions } from './use-subscription.ts'

const text = words.subscriptions
const ChangeDialog = lazy(() =>
  import('./change-dialog.tsx').then(({ ChangeDialog }) => ({ default: ChangeDialog })),
)
const CancelDialog = lazy(() =>
  import('./cancel-dialog.tsx').then(({ CancelDialog }) => ({ default: CancelDialog })),
)
const ResumeDialog = lazy(() =>
  import('./resume-dialog.tsx').then(({ ResumeDialog }) => ({ default: ResumeDialog })),
)
const ChargeDialog = lazy(() =>
  import('./charge-dialog.tsx').then(({ ChargeDialog }) => ({ default: ChargeDialog })),
)
const CouponDialog = lazy(() =>
  import('./coupon-dialogs.tsx').then(({ CouponDialog }) => ({ default: CouponDialog })),
)
const RemoveCouponDialog = lazy(() =>
  import('./coupon-dialogs.tsx').then(({ RemoveCouponDialog }) => ({ default: RemoveCouponDialog })),
)

type Asked = 'change' | 'cancel' | 'resume' | 'pause' | 'charge' | 'apply-coupon' | 'remove-coupon'

/** The actions that the state of a subscription allows. */
export function SubscriptionActions({ subscription }: { subscription: Subscription }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const actions = useSubscriptionActions(subscription.id)
  const key = useIdempotencyKey()
  const close = () => setAsked(null)
  const menu = [
    ...(mayCharge(subscription) ? [{ label: text.charge, onSelect: () => setAsked('charge') }] : []),
    ...(mayApplyCoupon(subscription)
      ? [{ label: text.applyCoupon, onSelect: () => setAsked('apply-coupon') }]
      : []),
    ...(mayRemoveCoupon(subscription)
      ? [{ label: text.removeCoupon, onSelect: () => setAsked('remove-coupon') }]
      : []),
    ...(mayPause(subscription) ? [{ label: text.pause, onSelect: () => setAsked('pause') }] : []),
    ...(mayCancel(subscription)
      ? [{ label: text.cancelConfirm, onSelect: () => setAsked('cancel'), danger: true }]
      : []),
  ]
  return (
    <May permission="billing.write">
      <ActionGroup menu={menu.length > 0 && <MoreMenu label={text.moreActions} items={menu} />}>
        {mayChange(subscription) && (
          <Button size="sm" onClick={() => setAsked('change')}>
            {text.change}
          </Button>
        )}
        {mayResume(subscription) && (
          <Button size="sm" variant="primary" onClick={() => setAsked('resume')}>
            {text.resume}
          </Button>
        )}
      </ActionGroup>
      <LazyPart>
        {asked === 'change' && <ChangeDialog subscription={subscription} onClose={close} />}
        {asked === 'cancel' && <CancelDialog subscription={subscription} onClose={close} />}
        {asked === 'resume' && <ResumeDialog subscription={subscription} onClose={close} />}
        {asked === 'charge' && <ChargeDialog subscription={subscription} onClose={close} />}
        {asked === 'apply-coupon' && <CouponDialog subscriptionId={subscription.id} onClose={close} />}
        {asked === 'remove-coupon' && subscription.coupon && (
          <RemoveCouponDialog
            subscriptionId={subscription.id}
            code={subscription.coupon.code}
            onClose={close}
          />
        )}
      </LazyPart>
      {asked === 'pause' && (
        <ConfirmDialog
          title={text.pauseTitle}
          confirm={text.pause}
          confirming={text.pausing}
          onConfirm={async () => {
            await actions.pause(key.current())
            toast.success(text.paused)
          }}
          onClose={close}
        >
          <p>{text.pauseMeans}</p>
        </ConfirmDialog>
      )}
    </May>
  )
}
