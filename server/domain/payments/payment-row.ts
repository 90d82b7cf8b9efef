import type { payments } from '../tables/payments.ts'

export type PaymentRow = typeof payments.$inferSelect
