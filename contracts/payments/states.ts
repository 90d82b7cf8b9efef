/**
 * - received: booked
 * - reversed: staff took it back, because it was recorded by mistake or the bank returned it
 */
export const paymentStatuses = ['received', 'reversed'] as const
export type PaymentStatus = (typeof paymentStatuses)[number]

interface Payment {
  readonly status: PaymentStatus
}

export const mayRefund = ({ status }: Payment) => status === 'received'
/** A payment with a refund cannot be reversed. Staff refund the remainder instead. */
export const mayReverse = ({ status, refunds }: Payment & { readonly refunds: readonly unknown[] }) =>
  status === 'received' && refunds.length === 0
