import type { Customer } from '#contracts/customers/schemas.ts'
import type { SuspendReason } from '#contracts/hosting/schemas.ts'

export const bulkActions = ['activate', 'deactivate', 'suspend', 'unsuspend'] as const
export type BulkAction = (typeof bulkActions)[number]

/** What is asked for besides the customers; the reason is for hosting alone. */
export interface BulkOrder {
  action: BulkAction
  reason: SuspendReason
  note: string
}

export type LineState = 'waiting' | 'running' | 'done' | 'under-way' | 'skipped' | 'failed'

/** One customer of many: what became of it, in words. */
export interface BulkLine {
  customer: Customer
  state: LineState
  message: string
}

export type Ended = { state: 'done' | 'under-way' | 'skipped' | 'failed'; message: string }
