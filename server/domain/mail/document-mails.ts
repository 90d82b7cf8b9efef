import { eq, sql } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { billingProfiles } from '../tables/billing-profiles.ts'
import { companySettings } from '../tables/company.ts'
import { customers } from '../tables/customers.ts'
import { documents } from '../tables/documents.ts'
import { mailPart } from './queue.ts'

/** The address of a customer for invoices: their own choice, or that of the login. */
const invoiceAddress = sql<string>`coalesce(nullif(${billingProfiles.invoiceEmail}, ''), ${customers.email})`

/**
 * Writes the mails of documents in the transaction that gives them their numbers, with one statement whatever their number.
 * Nothing is written while the company does not mail its invoices, and for a document without an amount. A document that has
 * a mail gets no second one.
 */
export async function queueDocumentMails(
  tx: Queryable,
  documentIds: readonly string[],
  at: Date,
): Promise<void> {
  if (documentIds.length === 0) return
  const source = sql`(
    select ${documents.id} as id, ${documents.kind} as kind,
           ${documents.customerId} as customer_id, ${customers.userId} as user_id,
           ${customers.fullName} as full_name, ${invoiceAddress} as email
      from ${documents}
      join ${customers} on ${eq(customers.id, documents.customerId)}
      left join ${billingProfiles} on ${eq(billingProfiles.customerId, documents.customerId)}
     where ${documents.id} = any(${sql.param([...documentIds])}::uuid[])
       and ${documents.status} <> 'draft' and ${documents.total} > 0
       and ${invoiceAddress} <> ''
       and exists (select from ${companySettings} where ${companySettings.mailInvoices})
  ) doc`
  const insert = mailPart(
    {
      kind: sql`doc.kind`,
      recipient: sql`doc.email`,
      recipientName: sql`doc.full_name`,
      userId: sql`doc.user_id`,
      customerId: sql`doc.customer_id`,
      documentId: sql`doc.id`,
      at,
    },
    source,
  )
  await tx.execute(
    sql`${insert} on conflict (document_id) where document_id is not null and resend_of is null do nothing`,
  )
}

/** Records that the mail server accepted a document. The first time counts. */
export async function markMailed(tx: Queryable, documentId: string, at: Date): Promise<void> {
  await tx
    .update(documents)
    .set({ mailedAt: at })
    .where(sql`${documents.id} = ${documentId}::uuid and ${documents.mailedAt} is null`)
}

/** Whether documents are mailed now. Staff can send one again at any time. */
export async function mailsDocuments(db: Queryable): Promise<boolean> {
  const [company] = await db.select({ mailInvoices: companySettings.mailInvoices }).from(companySettings)
  return company?.mailInvoices ?? false
}

/** Returns the present address of a customer for invoices. */
export async function invoiceRecipientOf(
  tx: Queryable,
  customerId: string,
): Promise<{ recipient: string; recipientName: string } | null> {
  const [found] = await tx
    .select({ recipient: invoiceAddress, recipientName: customers.fullName })
    .from(customers)
    .leftJoin(billingProfiles, eq(billingProfiles.customerId, customers.id))
    .where(eq(customers.id, customerId))
  return found ?? null
}
