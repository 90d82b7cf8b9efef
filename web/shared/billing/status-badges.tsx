import type { InvoiceSummary } from '#contracts/invoices/schemas.ts'
import type { InvoiceStatus } from '#contracts/invoices/states.ts'
import type { SubscriptionSummary } from '#contracts/subscriptions/schemas.ts'
import type { SubscriptionStatus } from '#contracts/subscriptions/states.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import type { Tone } from '../../lib/tone.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { words } from '../../words/index.ts'

const invoiceTones: Record<InvoiceStatus, Tone> = {
  draft: 'quiet',
  // Not yet due, so there is nothing to do.
  open: 'quiet',
  paid: 'good',
  void: 'quiet',
  uncollectible: 'quiet',
}

export const InvoiceBadge = ({ status, isOverdue }: Pick<InvoiceSummary, 'status' | 'isOverdue'>) =>
  isOverdue ? (
    <StatusBadge tone="bad" label={words.invoices.overdue} />
  ) : (
    <StatusBadge tone={invoiceTones[status]} label={words.invoices.status[status]} />
  )

const subscriptionTones: Record<SubscriptionStatus, Tone> = {
  pending: 'busy',
  active: 'good',
  paused: 'warn',
  ended: 'quiet',
}

export const SubscriptionBadge = ({ status, cancelOn }: Pick<SubscriptionSummary, 'status' | 'cancelOn'>) =>
  cancelOn !== null && status !== 'ended' ? (
    <StatusBadge tone="warn" label={`${words.subscriptions.cancelling} ${formatLocalDate(cancelOn)}`} />
  ) : (
    <StatusBadge tone={subscriptionTones[status]} label={words.subscriptions.status[status]} />
  )
