import { decimalText } from '#contracts/money/decimal.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Money } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'

/** Records a change of a payment, with the customer as its subject: it appears in the log of their page. */
export const auditPayment = (
  tx: Queryable,
  { actor, requestId }: Context,
  entry: {
    readonly at: Date
    readonly verb: 'record' | 'refund' | 'reverse'
    readonly customerId: string
    readonly paymentId: string
    readonly amount: Money
    readonly facts: Readonly<Record<string, unknown>>
  },
): Promise<void> =>
  recordAudit(tx, {
    at: entry.at,
    actor,
    action: `payment.${entry.verb}`,
    subject: { kind: 'customer', id: entry.customerId },
    after: { paymentId: entry.paymentId, amount: textOf(entry.amount), ...entry.facts },
    requestId,
  })

/** The same for every reader of the log, for example "12.34 EUR". */
const textOf = ({ amount, currency }: Money): string => `${decimalText(amount, currency)} ${currency}`
