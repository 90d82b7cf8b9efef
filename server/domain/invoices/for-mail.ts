import type { Invoice } from '#contracts/invoices/schemas.ts'
import { systemActor } from '#server/platform/auth/actor.ts'
import { currencyOf, toJson, zero } from '#server/platform/money/index.ts'
import { type Context, contextOf, type Domain, type MailedDocument } from '../context.ts'
import { businessDay, readBalance } from '../ledger/index.ts'
import { printForMail } from './pdf.ts'
import { getInvoice } from './read.ts'

/**
 * Returns a finalized document as its mail describes it now: a payment that arrived before the mail is sent counts. The
 * PDF has the frozen content.
 */
export async function documentForMail(domain: Domain, id: string): Promise<MailedDocument> {
  const ctx = contextOf(domain, {
    actor: systemActor('Mail'),
    requestId: null,
    idempotency: null,
    waitMs: 0,
  })
  const document = await getInvoice(ctx, { id })
  const today = await businessDay(domain.database.db, domain.clock)
  return {
    document,
    isPastDue: document.dueOn !== null && document.dueOn < today,
    credited: document.creditedInvoice && (await credited(ctx, document, document.creditedInvoice.id)),
    print: () => printForMail(domain.database, document),
  }
}

async function credited(ctx: Context, { customerId, currency }: Invoice, invoiceId: string) {
  const { amountDue } = await getInvoice(ctx, { id: invoiceId })
  const { items } = await readBalance(ctx, { id: customerId })
  const own = items.find((item) => item.currency === currency)
  return { stillDue: amountDue, accountCredit: own?.credit ?? toJson(zero(currencyOf(currency))) }
}
