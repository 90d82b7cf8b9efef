import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Context } from '../context.ts'
import type { ProfileRow } from './read.ts'

/** Values of the audit log. */
export const profileFacts = (row: ProfileRow) => ({
  address: [row.line1, row.line2, `${row.postcode} ${row.city}`.trim(), row.region, row.country]
    .filter((part) => part)
    .join(', '),
  phone: row.phone,
  taxId: row.taxId,
  taxIdCheck: row.taxIdCheck?.result ?? null,
  isExempt: row.isExempt,
  exemptReason: row.exemptReason,
  currency: row.currency,
  paymentTermsDays: row.paymentTermsDays,
  invoiceEmail: row.invoiceEmail,
  note: row.notes,
})

export const auditProfile = (
  tx: Queryable,
  { actor, requestId }: Context,
  {
    verb,
    customerId,
    ...entry
  }: {
    readonly at: Date
    readonly verb: 'change' | 'record-tax-id-check'
    readonly customerId: string
    readonly before?: Readonly<Record<string, unknown>>
    readonly after: Readonly<Record<string, unknown>>
  },
): Promise<void> =>
  recordAudit(tx, {
    ...entry,
    actor,
    action: `billing-profile.${verb}`,
    subject: { kind: 'customer', id: customerId },
    requestId,
  })
