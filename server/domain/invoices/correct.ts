import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { BillingPreview, Crediting, Invoice } from '#contracts/invoices/schemas.ts'
import type { Queryable, Tx } from '#server/platform/database/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { fromJson } from '#server/platform/money/index.ts'
import {
  type Action,
  auditBilling,
  commitAction,
  type Intent,
  presentPreview,
  previewAction,
} from '../billing/index.ts'
import type { Context } from '../context.ts'
import { documents } from '../tables/documents.ts'
import { invoiceNotFound, readInvoice } from './read.ts'

const refs = z.object({ documentId: z.string() })

async function intentOf(db: Queryable, id: string, action: Action): Promise<Intent> {
  const [row] = await db
    .select({ customerId: documents.customerId })
    .from(documents)
    .where(eq(documents.id, id))
  if (!row) throw invoiceNotFound()
  return {
    customerId: row.customerId,
    needs: { invoiceIds: [id], subscriptionId: 'none' },
    action: () => action,
  }
}

type Credit = Omit<Crediting, 'planHash'> & ById

const creditAction = ({ id, reason, lines, amount }: Credit): Action => ({
  kind: 'credit',
  invoiceId: id,
  reason,
  request:
    lines !== undefined
      ? {
          of: 'lines',
          lines: lines.map((line) => ({ lineId: line.lineId, amount: fromJson(line.amount) })),
        }
      : amount !== undefined
        ? { of: 'amount', amount: fromJson(amount) }
        : { of: 'all' },
})

/** Returns the credit note that the same body would create. */
export const previewCredit = async (ctx: Context, input: Credit): Promise<BillingPreview> =>
  presentPreview(await previewAction(ctx, await intentOf(ctx.database.db, input.id, creditAction(input))))

interface Correction {
  readonly id: string
  readonly name: string
  readonly action: Action
  readonly reason: string
  readonly planHash?: string | undefined
  /** The document to answer: the invoice, or the new credit note. */
  readonly answers: 'invoice' | 'credit-note'
}

/** Commits a correction with its audit entry, once for an Idempotency-Key. It is possible while billing is stopped. */
async function commitCorrection(ctx: Context, correction: Correction): Promise<Invoice> {
  const { database, clock, idempotency } = ctx
  const { documentId } = await database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs, clock }, () => write(tx, ctx, correction)),
  )
  return readInvoice(ctx, database.db, documentId)
}

async function write(tx: Tx, ctx: Context, { id, name, action, reason, planHash, answers }: Correction) {
  const intent = await intentOf(tx, id, action)
  const { plan, written } = await commitAction(tx, ctx, { ...intent, planHash, allowParked: true })
  await auditBilling(tx, ctx, { action: name, plan, facts: { invoiceId: id, reason } })
  const [document] = plan.documents
  const noteId = document && written.get(document.ref)
  return { documentId: answers === 'credit-note' ? (noteId ?? id) : id }
}

/** Credits all or a part of an invoice, and returns the credit note. @throws {Refusal} already-credited, preview-changed */
export const creditInvoice = (ctx: Context, { planHash, ...input }: Crediting & ById): Promise<Invoice> =>
  commitCorrection(ctx, {
    id: input.id,
    name: 'invoice.credit',
    action: creditAction(input),
    reason: input.reason,
    planHash,
    answers: 'credit-note',
  })

interface WithReason extends ById {
  readonly reason: string
}

/** Cancels an open invoice by a credit note. @throws {Refusal} wrong-state */
export const voidInvoice = (ctx: Context, { id, reason }: WithReason): Promise<Invoice> =>
  commitCorrection(ctx, {
    id,
    name: 'invoice.void',
    action: { kind: 'void', invoiceId: id, reason },
    reason,
    answers: 'invoice',
  })

/** Writes off an open invoice. @throws {Refusal} wrong-state */
export const writeOffInvoice = (ctx: Context, { id, reason }: WithReason): Promise<Invoice> =>
  commitCorrection(ctx, {
    id,
    name: 'invoice.write-off',
    action: { kind: 'write-off', invoiceId: id, reason },
    reason,
    answers: 'invoice',
  })
