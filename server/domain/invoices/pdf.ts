import { createHash } from 'node:crypto'
import { and, eq, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { Invoice } from '#contracts/invoices/schemas.ts'
import type { Database, Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { fromJson, subtract, toJson } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { type PaperContent, renderInvoicePdf } from '../invoice-pdf/index.ts'
import { companySettings } from '../tables/company.ts'
import { customers } from '../tables/customers.ts'
import { mailSettings } from '../tables/mail.ts'
import { allocations, payments } from '../tables/payments.ts'
import { printInTurn, printOnce } from './print-queue.ts'
import { getInvoice } from './read.ts'

export interface PrintedDocument {
  readonly fileName: string
  readonly bytes: Uint8Array
}

/**
 * Renders a finalized document, in the language of its customer. Nothing is stored, and no transaction waits for it: a
 * fault of the renderer affects only this call.
 * @throws {Refusal} not-found; wrong-state for a draft; too-many-requests
 */
export const getInvoicePdf = async (ctx: Context, { id }: ById): Promise<PrintedDocument> =>
  printInvoice(ctx, await getInvoice(ctx, { id }))

/** @throws {Refusal} wrong-state for a draft; too-many-requests */
export async function printInvoice(ctx: Context, invoice: Invoice): Promise<PrintedDocument> {
  const { fileName, key, render } = await printJob(ctx.database.db, invoice)
  return { fileName, bytes: await printOnce(ctx, key, render) }
}

/** Renders a document for the outbox. @throws {Refusal} wrong-state for a draft */
export async function printForMail(database: Database, invoice: Invoice): Promise<PrintedDocument> {
  const { fileName, key, render } = await printJob(database.db, invoice)
  return { fileName, bytes: await printInTurn(database, key, render) }
}

async function printJob(db: Queryable, invoice: Invoice) {
  const content = { ...contentOf(invoice), ...(await atIssue(db, invoice)) }
  const [customer] = await db
    .select({ language: customers.language })
    .from(customers)
    .where(eq(customers.id, invoice.customerId))
  const [mail] = await db.select({ language: mailSettings.language }).from(mailSettings)
  const [company] = await db.select({ logo: companySettings.logo }).from(companySettings)
  const language = customer?.language ?? mail?.language ?? 'en'
  const logo = company?.logo ?? null
  const logoHash = createHash('sha256')
    .update(logo ?? '')
    .digest('hex')
  return {
    fileName: fileNameOf(content.number),
    key: `${invoice.id} ${invoice.contentHash} ${language} ${logoHash}`,
    render: () => renderInvoicePdf({ content, language, logo: imageIn(logo) }),
  }
}

const longestName = 80

/** Only characters that no header, path or shell reads as anything else, and not a hidden file. */
export const fileNameOf = (number: string): string =>
  `${
    number
      .replace(/[^\w.-]+/g, '-')
      .replace(/^[.-]+/, '')
      .slice(0, longestName) || 'document'
  }.pdf`

function contentOf({ number, issuedOn, seller, buyer, ...rest }: Invoice) {
  if (number === null || issuedOn === null || seller === null || buyer === null)
    throw new Refusal('wrong-state', 'A draft has no PDF, because it has no number. Finalize it first.')
  return { ...rest, number, issuedOn, seller, buyer }
}

/** Allocations are never edited, so the credit that was used at the moment of issue is as frozen as the content. */
async function atIssue(
  db: Queryable,
  { id, total, finalizedAt }: Invoice,
): Promise<Pick<PaperContent, 'paidByCredit' | 'payable'>> {
  const issuedAt = new Date(finalizedAt ?? 0)
  const [row] = await db
    .select({ amount: sql<string>`coalesce(sum(${allocations.amount}), 0)::text` })
    .from(allocations)
    .leftJoin(payments, eq(payments.id, allocations.paymentId))
    .where(
      and(
        eq(allocations.documentId, id),
        lte(allocations.createdAt, issuedAt),
        or(isNull(payments.id), lt(payments.createdAt, issuedAt)),
      ),
    )
  const paid = { ...total, amount: row?.amount ?? '0' }
  return { paidByCredit: paid, payable: toJson(subtract(fromJson(total), fromJson(paid))) }
}

/** @param dataUrl as stored: data:image/png;base64,... */
function imageIn(dataUrl: string | null): Uint8Array | null {
  const data = dataUrl?.split(';base64,')[1]
  return data === undefined ? null : Buffer.from(data, 'base64')
}
