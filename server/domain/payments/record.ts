import { and, eq, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { Invoice, InvoicePayment } from '#contracts/invoices/schemas.ts'
import type { NewPayment, Payment } from '#contracts/payments/schemas.ts'
import { localDate } from '#server/platform/calendar/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable, Tx } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { fromJson, type Money } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { bookEntries, businessDay, lockCustomer, paymentEntry } from '../ledger/index.ts'
import { billingProfiles } from '../tables/billing-profiles.ts'
import { companySettings } from '../tables/company.ts'
import { documents } from '../tables/documents.ts'
import { postings } from '../tables/ledger.ts'
import { payments } from '../tables/payments.ts'
import { applyCredit, applyToNamed } from './apply-credit.ts'
import { auditPayment } from './audit.ts'
import { getPayment } from './read.ts'

const refs = z.object({ paymentId: z.string() })

/**
 * Records a payment that was received. It becomes the customer's credit and pays the named invoice, then the oldest open
 * ones, in one transaction. A rest stays credit.
 * @throws {Refusal} not-found, currency-mismatch, wrong-state for a draft, invalid-body for a future date
 */
export async function recordPayment(ctx: Context, input: NewPayment): Promise<Payment> {
  const { database, clock, idempotency } = ctx
  const { paymentId } = await database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs, clock }, async () => ({
      paymentId: await insertPayment(tx, ctx, input),
    })),
  )
  return getPayment(ctx, { id: paymentId })
}

/** Writes a payment in the caller's transaction. Returns its id. */
export async function insertPayment(tx: Tx, ctx: Context, input: NewPayment): Promise<string> {
  const { customerId, method, reference, invoiceId } = input
  const amount = fromJson(input.amount)
  const profile = await lockCustomer(tx, customerId, ctx.clock.now())
  const at = ctx.clock.now()
  const today = await businessDay(tx, ctx.clock)
  const receivedOn = localDate(input.receivedOn)
  if (receivedOn > today)
    throw fieldRefusal(
      'invalid-body',
      'receivedOn',
      'invalid',
      `receivedOn is after today (${today}). Record the payment when it has arrived.`,
    )
  if (invoiceId !== undefined) await requirePayable(tx, { invoiceId, customerId, amount })
  await requireCurrency(tx, { customerId, amount, own: profile.currency })
  const paymentId = newId()
  await tx.insert(payments).values({
    id: paymentId,
    customerId,
    method,
    reference,
    receivedOn,
    amount: amount.amount,
    currency: amount.currency,
    unallocated: amount.amount,
    status: 'received',
    recordedBy: ctx.actor.name,
    createdAt: at,
    updatedAt: at,
  })
  await keepCurrency(tx, customerId, amount, at)
  await bookEntries(tx, [paymentEntry({ paymentId, customerId, bookedOn: receivedOn, amount, method })], at)
  const scope = { customerId, currency: amount.currency, on: today, at }
  if (invoiceId !== undefined) await applyToNamed(tx, { ...scope, paymentId, documentId: invoiceId })
  await applyCredit(tx, scope)
  const facts = { method, reference, receivedOn, ...(invoiceId === undefined ? {} : { invoiceId }) }
  await auditPayment(tx, ctx, { at, verb: 'record', customerId, paymentId, amount, facts })
  return paymentId
}

/** A paid or void invoice is accepted: the money has arrived, and becomes credit (D16). */
async function requirePayable(
  tx: Queryable,
  { invoiceId, customerId, amount }: { invoiceId: string; customerId: string; amount: Money },
): Promise<void> {
  const [invoice] = await tx
    .select({ status: documents.status, currency: documents.currency, number: documents.number })
    .from(documents)
    .where(
      and(eq(documents.id, invoiceId), eq(documents.customerId, customerId), eq(documents.kind, 'invoice')),
    )
  if (!invoice)
    throw fieldRefusal('invalid-body', 'invoiceId', 'invalid', 'This customer has no such invoice.')
  if (invoice.status === 'draft')
    throw new Refusal(
      'wrong-state',
      'This invoice is a draft. Finalize it first, or record the payment for the customer.',
    )
  if (invoice.currency !== amount.currency)
    throw new Refusal(
      'currency-mismatch',
      `Invoice ${invoice.number} is in ${invoice.currency}, and the payment is in ${amount.currency}. Enter the amount in ${invoice.currency}.`,
    )
}

/** Credit in a currency that the customer is never billed in could not be used. */
async function requireCurrency(
  tx: Queryable,
  { customerId, amount, own }: { customerId: string; amount: Money; own: string | null },
): Promise<void> {
  const [company] = await tx.select({ currency: companySettings.currency }).from(companySettings)
  const expected = own ?? company?.currency
  if (expected === undefined || expected === amount.currency) return
  const [booked] = await tx
    .select({ found: sql`1` })
    .from(postings)
    .where(and(eq(postings.customerId, customerId), eq(postings.currency, amount.currency)))
    .limit(1)
  if (!booked)
    throw new Refusal(
      'currency-mismatch',
      `This customer is billed in ${expected}, and the payment is in ${amount.currency}. Enter the amount in ${expected}.`,
    )
}

/** From the first booking on, the currency is that of the customer, whatever the company changes to. */
async function keepCurrency(tx: Queryable, customerId: string, { currency }: Money, at: Date): Promise<void> {
  await tx
    .update(billingProfiles)
    .set({ currency, updatedAt: at })
    .where(
      and(
        eq(billingProfiles.customerId, customerId),
        isNull(billingProfiles.currency),
        sql`not exists (select from ${postings} where ${postings.customerId} = ${billingProfiles.customerId})`,
      ),
    )
}

/** Like {@link recordPayment}, for one invoice. @param read returns the invoice as it is then */
export async function recordInvoicePayment(
  ctx: Context,
  { id, ...input }: InvoicePayment & ById,
  read: (ctx: Context, input: ById) => Promise<Invoice>,
): Promise<Invoice> {
  const [invoice] = await ctx.database.db
    .select({ customerId: documents.customerId })
    .from(documents)
    .where(and(eq(documents.id, id), eq(documents.kind, 'invoice')))
  if (!invoice) throw new Refusal('not-found', 'Invoice not found. See the Invoices page.')
  await recordPayment(ctx, { ...input, customerId: invoice.customerId, invoiceId: id })
  return read(ctx, { id })
}
