import { useState } from 'react'
import type { Payment } from '#contracts/payments/schemas.ts'
import { mayRefund, mayReverse } from '#contracts/payments/states.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { amountText, isZero } from '../../shared/billing/amount.tsx'
import { ReasonDialog } from '../../shared/billing/reason-dialog.tsx'
import { useMay } from '../../shared/session/may.tsx'
import { ActionGroup } from '../../ui/action-group.tsx'
import { Button } from '../../ui/button.tsx'
import { MoreMenu } from '../../ui/more-menu.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { RefundDialog } from './refund-dialog.tsx'
import { usePaymentActions } from './use-payment.ts'

const text = words.payments

/** The corrections that the state of a payment allows. */
export function PaymentActions({ payment }: { payment: Payment }) {
  const [asked, setAsked] = useState<'refund' | 'reverse' | null>(null)
  const actions = usePaymentActions(payment.id)
  const key = useIdempotencyKey()
  const may = useMay()('billing.correct')
  if (!may || payment.status === 'reversed') return null
  const menu = mayReverse(payment) && (
    <MoreMenu
      label={text.moreActions}
      items={[{ label: text.reverse, onSelect: () => setAsked('reverse'), danger: true }]}
    />
  )
  return (
    <>
      <ActionGroup menu={menu}>
        {mayRefund(payment) && !isZero(payment.refundable) && (
          <Button size="sm" onClick={() => setAsked('refund')}>
            {text.refund}
          </Button>
        )}
      </ActionGroup>
      {asked === 'refund' && <RefundDialog payment={payment} onClose={() => setAsked(null)} />}
      {asked === 'reverse' && (
        <ReasonDialog
          title={text.reverseTitle(amountText(payment.amount))}
          means={text.reverseMeans}
          confirm={text.reverse}
          confirming={text.reversing}
          onConfirm={async (reason) => {
            await actions.reverse(reason, key.current())
            toast.success(text.reversed)
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}
