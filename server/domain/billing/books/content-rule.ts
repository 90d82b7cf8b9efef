import { and, asc, gt, inArray, ne } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { documentLines, documents, documentTaxes } from '../../tables/documents.ts'
import { contentHash } from '../content-hash.ts'

const documentsAtOnce = 500
const beforeAll = '00000000-0000-0000-0000-000000000000'

interface Changed {
  readonly customerId: string
  readonly subject: string
}

/** Returns the finalized documents whose content does not match the hash that was stored with it (M9). */
export async function changedDocuments(tx: Queryable): Promise<Changed[]> {
  const changed: Changed[] = []
  for (let after = beforeAll; ; ) {
    const page = await tx
      .select()
      .from(documents)
      .where(and(ne(documents.status, 'draft'), gt(documents.id, after)))
      .orderBy(asc(documents.id))
      .limit(documentsAtOnce)
    const last = page.at(-1)
    if (last === undefined) return changed
    const ids = page.map(({ id }) => id)
    const lines = Map.groupBy(
      await tx.select().from(documentLines).where(inArray(documentLines.documentId, ids)),
      ({ documentId }) => documentId,
    )
    const taxes = Map.groupBy(
      await tx.select().from(documentTaxes).where(inArray(documentTaxes.documentId, ids)),
      ({ documentId }) => documentId,
    )
    for (const document of page) {
      const hash = contentHash(document, lines.get(document.id) ?? [], taxes.get(document.id) ?? [])
      if (hash !== document.contentHash)
        changed.push({ customerId: document.customerId, subject: `${document.kind} ${document.number}` })
    }
    after = last.id
  }
}
