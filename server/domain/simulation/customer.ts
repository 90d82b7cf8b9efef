import type { LocalDate } from '#server/platform/calendar/index.ts'
import type { OwedInvoice, RecordedStep } from '../billing/decide/index.ts'
import type { Loaded } from '../billing/index.ts'
import type { SimulatedEvent } from './events.ts'

/** A step of the open dunning case. `accountIds`: those that it suspended. */
export interface TakenStep extends RecordedStep {
  readonly accountIds: readonly string[]
}

export interface OpenCase {
  readonly taken: readonly TakenStep[]
  readonly heldUntil: LocalDate | null
  readonly nextOn: LocalDate | null
  /** Why it could not be continued. It is tried every day. */
  readonly failure: string | null
}

/** An invoice of a subscription that begins when it is paid. */
export interface FirstInvoice {
  readonly documentId: string
  readonly status: string
  /** Its own credit notes did not pay for all of it. */
  readonly isEarned: boolean
}

/** All that the future of one customer depends on, at one moment. Every day gives a new value. */
export interface SimulatedCustomer extends Loaded {
  readonly isStopped: boolean
  /** Open and written-off invoices with an amount that is due, by due date. */
  readonly owed: readonly OwedInvoice[]
  readonly openCase: OpenCase | null
  /** The hosting accounts of subscriptions that have one. */
  readonly accounts: ReadonlyMap<string, string>
  /** Accounts that billing wants suspended, and those that are suspended as overdue. */
  readonly wished: ReadonlySet<string>
  readonly suspended: ReadonlySet<string>
  /** By the id of a subscription that waits for its payment. */
  readonly firstInvoices: ReadonlyMap<string, readonly FirstInvoice[]>
  /** The number of simulated invoices so far. */
  readonly invoiced: number
}

/** A customer after a part of a day, and what happened. */
export interface After {
  readonly customer: SimulatedCustomer
  readonly events: readonly SimulatedEvent[]
}
