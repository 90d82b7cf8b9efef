import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { currencyOf, format, money } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import type { PriceRow, ProductRow } from './read.ts'

/** Values of the audit log. */
export const productFacts = (row: Omit<ProductRow, 'id' | 'nameKey' | 'createdAt' | 'updatedAt'>) => ({
  name: row.name,
  description: row.description,
  kind: row.kind,
  packageId: row.packageId,
  tags: row.serverTags,
  taxCategory: row.taxCategory,
  withHosting: row.withHosting,
  isVisible: row.isVisible,
})

export const priceFacts = (row: Omit<PriceRow, 'id' | 'productId' | 'createdAt'>) => {
  const currency = currencyOf(row.currency)
  return {
    amount: format(money(row.amount, currency), 'en-US'),
    interval: `${row.intervalCount} ${row.intervalUnit}`,
    setupFee: format(money(row.setupFee, currency), 'en-US'),
    taxIncluded: row.taxIncluded,
    isArchived: row.isArchived,
  }
}

interface Entry {
  readonly at: Date
  readonly action: 'product.create' | 'product.change' | 'product.add-price' | 'product.change-price'
  readonly productId: string
  readonly before?: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
}

export const auditProduct = (
  tx: Queryable,
  { actor, requestId }: Context,
  { productId, ...entry }: Entry,
): Promise<void> =>
  recordAudit(tx, { ...entry, actor, subject: { kind: 'product', id: productId }, requestId })
