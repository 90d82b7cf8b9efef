import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import type { Payment } from '#contracts/payments/schemas.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { Amount } from '../../shared/billing/amount.tsx'
import { Facts, Panel, PanelTitle } from '../../ui/page.tsx'
import { Stat, Stats } from '../../ui/stat.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.payments

/** Amounts, facts, invoices, refunds and history of a payment. */
export function PaymentView({ payment }: { payment: Payment }) {
  const { amount, unallocated, refunded, allocations, refunds } = payment
  return (
    <div className="space-y-4">
      <Stats>
        <Stat label={text.columns.amount} value={<Amount value={amount} />} />
        <Stat label={text.columns.unused} value={<Amount value={unallocated} />} />
        <Stat label={text.refundedTotal} value={<Amount value={refunded} />} />
      </Stats>
      <Panel>
        <PaymentFacts payment={payment} />
      </Panel>
      <Panel>
        <PanelTitle>{text.usedFor}</PanelTitle>
        {allocations.length === 0 && <p className="px-4 py-3 text-muted">{text.notUsed}</p>}
        <ul className="divide-y divide-line">
          {allocations.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only appended, and have no ids
            <EventRow key={index} on={one.on} amount={one.amount}>
              <AllocationLabel allocation={one} />
            </EventRow>
          ))}
        </ul>
      </Panel>
      <Panel>
        <PanelTitle>{text.refunds}</PanelTitle>
        {refunds.length === 0 && <p className="px-4 py-3 text-muted">{text.noRefunds}</p>}
        <ul className="divide-y divide-line">
          {refunds.map(({ id, amount: back, reference, refundedOn, reason, recordedBy }) => (
            <EventRow key={id} on={refundedOn} by={recordedBy} amount={back}>
              <UserText>{reason}</UserText>
              {reference && (
                <span className="text-muted">
                  {' \u00b7 '}
                  <UserText>{reference}</UserText>
                </span>
              )}
            </EventRow>
          ))}
        </ul>
      </Panel>
    </div>
  )
}

function PaymentFacts({ payment }: { payment: Payment }) {
  const { customerId, customerName, method, reference, receivedOn, createdAt, recordedBy } = payment
  return (
    <Facts
      items={[
        [
          text.customer,
          <Link
            key="customer"
            to="/customers/$customerId/billing"
            params={{ customerId }}
            className="underline"
          >
            <UserText>{customerName}</UserText>
          </Link>,
        ],
        [text.method, text.methods[method]],
        ...(reference ? ([[text.reference, <UserText key="reference">{reference}</UserText>]] as const) : []),
        [text.receivedOn, formatLocalDate(receivedOn)],
        ...(recordedBy ? ([[text.recordedBy, <UserText key="by">{recordedBy}</UserText>]] as const) : []),
        [text.recordedAt, <Time key="at" iso={createdAt} as="moment" />],
        ...(payment.reversedOn
          ? ([
              [text.reversedOn, formatLocalDate(payment.reversedOn)],
              ...(payment.reversedBy
                ? ([[text.reversedBy, <UserText key="reversedBy">{payment.reversedBy}</UserText>]] as const)
                : []),
              [words.billing.reason, <UserText key="reason">{payment.reason ?? ''}</UserText>],
            ] as const)
          : []),
      ]}
    />
  )
}

function AllocationLabel({ allocation }: { allocation: Payment['allocations'][number] }) {
  const { invoiceId, invoiceNumber, amount } = allocation
  return (
    <>
      {amount.amount.startsWith('-') && `${text.takenBack} `}
      <Link to="/invoices/$invoiceId" params={{ invoiceId }} className="underline">
        {invoiceNumber}
      </Link>
    </>
  )
}

interface EventRowProps {
  on: string
  by?: string
  amount: MoneyJson
  children: ReactNode
}

const EventRow = ({ on, by, amount, children }: EventRowProps) => (
  <li className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2.5">
    <span className="min-w-0 flex-1 basis-40 wrap-anywhere">
      {children}
      <span className="block text-sm text-muted">
        {formatLocalDate(on)}
        {by && (
          <>
            {' \u00b7 '}
            <UserText>{by}</UserText>
          </>
        )}
      </span>
    </span>
    <Amount value={amount} />
  </li>
)
