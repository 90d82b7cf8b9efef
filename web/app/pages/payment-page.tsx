import { Link, useParams } from '@tanstack/react-router'
import { PaymentActions } from '../../features/payments/payment-actions.tsx'
import { PaymentView } from '../../features/payments/payment-view.tsx'
import { usePayment } from '../../features/payments/use-payment.ts'
import { isNotFound } from '../../lib/problem.ts'
import { amountText } from '../../shared/billing/amount.tsx'
import { BackContent, backClass } from '../../ui/back-link.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { PageHeader, Panel } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { words } from '../../words/index.ts'

const text = words.payments

export function PaymentPage() {
  const { paymentId } = useParams({ from: '/staff/payments/$paymentId' })
  const payment = usePayment(paymentId)
  if (isNotFound(payment.error))
    return (
      <NotFound title={text.noSuch} help={text.noSuchHelp}>
        <Link to="/payments" className={buttonClass('primary')}>
          {text.all}
        </Link>
      </NotFound>
    )
  const { data } = payment
  return (
    <>
      <Link to="/payments" className={backClass}>
        <BackContent>{text.title}</BackContent>
      </Link>
      {!data && (
        <Panel>
          {payment.isError ? (
            <LoadError error={payment.error} onRetry={() => void payment.refetch()} />
          ) : (
            <SkeletonRows rows={6} />
          )}
        </Panel>
      )}
      {data && (
        <>
          <PageHeader
            title={text.paymentOf(amountText(data.amount))}
            status={
              <StatusBadge
                tone={data.status === 'reversed' ? 'warn' : 'good'}
                label={text.status[data.status]}
              />
            }
          >
            <PaymentActions payment={data} />
          </PageHeader>
          <PaymentView payment={data} />
        </>
      )}
    </>
  )
}
