import { decimalText } from '#contracts/money/decimal.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Context } from '../context.ts'
import type { Plan } from './decide/index.ts'

/** Records an action on a customer's billing. The customer is its subject, so it appears in the log of their page. */
export const auditBilling = (
  tx: Queryable,
  { actor, requestId, clock }: Context,
  entry: {
    /** For example subscription.create. */
    readonly action: string
    readonly plan: Plan
    readonly facts: Readonly<Record<string, unknown>>
  },
): Promise<void> =>
  recordAudit(tx, {
    at: clock.now(),
    actor,
    action: entry.action,
    subject: { kind: 'customer', id: entry.plan.customerId },
    after: {
      ...entry.facts,
      ...(entry.plan.documents.length === 0
        ? {}
        : {
            documents: entry.plan.documents.map(
              ({ kind, total: { amount, currency } }) =>
                `${kind}: ${decimalText(amount, currency)} ${currency}`,
            ),
          }),
    },
    requestId,
  })
