import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type {
  PortalBalance,
  PortalInvoice,
  PortalInvoiceSummary,
  PortalSubscription,
  portalInvoiceQuery,
} from '#contracts/portal/billing-schemas.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import {
  getInvoice,
  invoiceNotFound,
  listInvoices,
  type PrintedDocument,
  printInvoice,
} from '../invoices/index.ts'
import { readBalance } from '../ledger/index.ts'
import { listSubscriptions } from '../subscriptions/index.ts'
import { companySettings } from '../tables/company.ts'

/** Every call reads the data of the calling customer only, whatever its input is. */
function ownId({ actor }: Context): string {
  if (actor.kind !== 'customer') throw new Refusal('forbidden', 'Only a customer has a customer area.')
  return actor.customerId
}

export async function getOwnBalance(ctx: Context): Promise<PortalBalance> {
  const { items } = await readBalance(ctx, { id: ownId(ctx) }, { withWrittenOff: true })
  const [company] = await ctx.database.db.select().from(companySettings)
  return {
    items,
    company: {
      legalName: company?.legalName ?? '',
      email: company?.email ?? '',
      timeZone: company?.timeZone ?? 'UTC',
    },
    bankDetails: company?.bankDetails ?? null,
  }
}

export async function listOwnSubscriptions(ctx: Context): Promise<{ items: PortalSubscription[] }> {
  const { items } = await listSubscriptions(ctx, { customerId: ownId(ctx), limit: 100, notEnded: true })
  return {
    items: items.map((item) => {
      const { hostingAccountId: _, ...own } = withoutOwner(item)
      return own
    }),
  }
}

export async function listOwnInvoices(
  ctx: Context,
  query: z.infer<typeof portalInvoiceQuery>,
): Promise<{ items: PortalInvoiceSummary[]; nextCursor: string | null }> {
  const page = await listInvoices(ctx, { ...query, customerId: ownId(ctx), finalizedOnly: true })
  return { items: page.items.map((item) => withOwnStatus(withoutOwner(item))), nextCursor: page.nextCursor }
}

/** @throws {Refusal} not-found, also for a draft and for a document of another customer */
export async function getOwnInvoice(ctx: Context, input: ById): Promise<PortalInvoice> {
  const {
    creditable: _,
    contentHash: __,
    mailing: ___,
    lines,
    ...invoice
  } = withoutOwner(await ownInvoice(ctx, input))
  return withOwnStatus({ ...invoice, lines: lines.map(({ creditable: ____, ...line }) => line) })
}

/** @throws {Refusal} not-found, also for a draft and for a document of another customer */
export const getOwnInvoicePdf = async (ctx: Context, input: ById): Promise<PrintedDocument> =>
  printInvoice(ctx, await ownInvoice(ctx, input))

async function ownInvoice(ctx: Context, input: ById) {
  const invoice = await getInvoice(ctx, input)
  if (invoice.customerId !== ownId(ctx) || invoice.status === 'draft') throw invoiceNotFound()
  return invoice
}

/** A written-off invoice is still owed, and the books of the company are not the customer's business. */
const withOwnStatus = <Row extends Pick<PortalInvoiceSummary, 'status' | 'amountDue'>>(row: Row): Row =>
  row.status === 'uncollectible' ? { ...row, status: row.amountDue.amount === '0' ? 'paid' : 'open' } : row

const withoutOwner = <Row extends { readonly customerId: string; readonly customerName: string }>({
  customerId: _id,
  customerName: _name,
  ...row
}: Row) => row
