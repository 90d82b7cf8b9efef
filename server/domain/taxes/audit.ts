import { percentOf } from '#contracts/percent.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Context } from '../context.ts'
import type { TaxRateRow } from './read.ts'

/** Values of the audit log. */
export const taxRateFacts = (row: Omit<TaxRateRow, 'id' | 'createdAt' | 'updatedAt'>) => ({
  country: row.country,
  region: row.region,
  postcodePrefix: row.postcodePrefix,
  taxCategory: row.category,
  name: row.name,
  percent: `${percentOf(row.ratePpm)}%`,
  taxableShare: row.taxableSharePpm === null ? null : `${percentOf(row.taxableSharePpm)}%`,
  validFrom: row.validFrom,
  validUntil: row.validUntil,
})

export const auditTaxRate = (
  tx: Queryable,
  { actor, requestId }: Context,
  {
    verb,
    id,
    ...entry
  }: {
    readonly at: Date
    readonly verb: 'create' | 'change' | 'remove'
    readonly id: string
    readonly before?: Readonly<Record<string, unknown>>
    readonly after?: Readonly<Record<string, unknown>>
  },
): Promise<void> =>
  recordAudit(tx, {
    ...entry,
    actor,
    action: `tax-rate.${verb}`,
    subject: { kind: 'tax-rate', id },
    requestId,
  })
