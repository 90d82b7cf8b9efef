import { asc, eq } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { Invoice } from '#contracts/invoices/schemas.ts'
import { mayFinalize } from '#contracts/invoices/states.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { addDays, daysBetween, localDate } from '#server/platform/calendar/index.ts'
import type { Tx } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { currencyOf, money } from '#server/platform/money/index.ts'
import { finalizeDocuments, postingsOf } from '../billing/index.ts'
import type { Context } from '../context.ts'
import { bookEntries, businessDay, lockCustomer } from '../ledger/index.ts'
import { applyCredit } from '../payments/index.ts'
import { documentLines, documents, documentTaxes } from '../tables/documents.ts'
import { invoiceNotFound, readInvoice } from './read.ts'

/** Locks the customer of a draft. @throws {Refusal} not-found; wrong-state: it is not a draft */
async function lockDraft(tx: Tx, ctx: Context, id: string) {
  const [found] = await tx
    .select({ customerId: documents.customerId })
    .from(documents)
    .where(eq(documents.id, id))
  if (!found) throw invoiceNotFound()
  await lockCustomer(tx, found.customerId, ctx.clock.now())
  const [row] = await tx.select().from(documents).where(eq(documents.id, id)).for('update')
  if (!row) throw invoiceNotFound()
  if (!mayFinalize(row))
    throw new Refusal('wrong-state', `The document has the number ${row.number} already. Reload the page.`)
  return row
}

const audit = (tx: Tx, ctx: Context, action: string, row: typeof documents.$inferSelect) =>
  recordAudit(tx, {
    at: ctx.clock.now(),
    actor: ctx.actor,
    action,
    subject: { kind: 'customer', id: row.customerId },
    after: { invoiceId: row.id },
    requestId: ctx.requestId,
  })

/** Gives a draft its number, books it and uses the customer's credit. It is dated today. */
export async function finalizeInvoice(ctx: Context, { id }: ById): Promise<Invoice> {
  const { db } = ctx.database
  await db.transaction(async (tx) => {
    const row = await lockDraft(tx, ctx, id)
    const at = ctx.clock.now()
    const on = await businessDay(tx, ctx.clock)
    const termsDays = row.dueOn === null ? null : daysBetween(localDate(row.issuedOn), localDate(row.dueOn))
    const dated = { ...row, issuedOn: on, dueOn: termsDays === null ? null : addDays(on, termsDays) }
    await tx
      .update(documents)
      .set({ issuedOn: dated.issuedOn, dueOn: dated.dueOn, updatedAt: at })
      .where(eq(documents.id, id))
    const lines = await tx
      .select()
      .from(documentLines)
      .where(eq(documentLines.documentId, id))
      .orderBy(asc(documentLines.position))
    const taxes = await tx.select().from(documentTaxes).where(eq(documentTaxes.documentId, id))
    const currency = currencyOf(row.currency)
    const postings = postingsOf({
      kind: row.kind,
      currency,
      total: money(row.total, currency),
      lines: lines.map(({ productId, net }) => ({ productId, net: money(net, currency) })),
      taxes: taxes.map(({ key, amount }) => ({ key, amount: money(amount, currency) })),
    })
    const entry = { kind: row.kind, reference: id, customerId: row.customerId, bookedOn: on, postings }
    await bookEntries(tx, [entry], at)
    const isSettled = row.kind === 'credit-note' || row.total === 0n
    await finalizeDocuments(tx, [{ row: dated, lines, taxes, status: isSettled ? 'paid' : 'open' }], at)
    await applyCredit(tx, { customerId: row.customerId, currency, on, at })
    await audit(tx, ctx, 'invoice.finalize', row)
  })
  return readInvoice(ctx, db, id)
}

/** Deletes a draft. @throws {Refusal} wrong-state: it has a number */
export async function discardInvoice(ctx: Context, { id }: ById): Promise<Record<never, never>> {
  await ctx.database.db.transaction(async (tx) => {
    const row = await lockDraft(tx, ctx, id)
    await tx.delete(documents).where(eq(documents.id, id))
    await audit(tx, ctx, 'invoice.discard', row)
  })
  return {}
}
