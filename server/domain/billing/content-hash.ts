import type { documentLines, documents, documentTaxes } from '../tables/documents.ts'
import { canonicalJson, sha256 } from './plan-hash.ts'

type DocumentRow = typeof documents.$inferInsert
type LineRow = typeof documentLines.$inferInsert
type TaxRow = typeof documentTaxes.$inferInsert

/**
 * Returns the SHA-256 of everything that a finalized document shows, in hex. It is computed from the rows, so it can be
 * checked at any time (M9).
 */
export const contentHash = (
  document: DocumentRow,
  lines: readonly LineRow[],
  taxes: readonly TaxRow[],
): string =>
  sha256(
    canonicalJson({
      kind: document.kind,
      number: document.number,
      customerId: document.customerId,
      currency: document.currency,
      issuedOn: document.issuedOn,
      dueOn: document.dueOn ?? null,
      seller: document.seller,
      buyer: document.buyer,
      net: document.net,
      tax: document.tax,
      total: document.total,
      creditedDocumentId: document.creditedDocumentId ?? null,
      reason: document.reason ?? null,
      notes: document.notes ?? [],
      lines: lines
        .toSorted((left, right) => left.position - right.position)
        .map((line) => ({
          description: line.description,
          quantity: line.quantity,
          unitAmount: line.unitAmount,
          periodStart: line.periodStart ?? null,
          periodEnd: line.periodEnd ?? null,
          amount: line.amount,
          discount: line.discount ?? 0n,
          taxIncluded: line.taxIncluded,
          taxCategory: line.taxCategory,
          taxKey: line.taxKey ?? null,
          net: line.net,
          explanation: line.explanation ?? null,
        })),
      taxes: taxes
        .toSorted((left, right) => left.position - right.position)
        .map(({ key, name, country, region, treatment, ratePpm, base, amount, note }) => ({
          key,
          name,
          country,
          region: region ?? '',
          treatment,
          ratePpm,
          base,
          amount,
          note: note ?? null,
        })),
    }),
  )
