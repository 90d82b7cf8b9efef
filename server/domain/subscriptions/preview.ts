import { eq } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { NewCustomerSubscriptionFields } from '#contracts/customers/schemas.ts'
import type { BillingPreview } from '#contracts/invoices/schemas.ts'
import type {
  Cancellation,
  SubscriptionChange,
  SubscriptionPreviewQuery,
} from '#contracts/subscriptions/schemas.ts'
import { type Intent, presentPreview, previewAction, previewForNewCustomer } from '../billing/index.ts'
import { companyToday, readCompany } from '../company/index.ts'
import type { Context } from '../context.ts'
import { subscriptions } from '../tables/subscriptions.ts'
import { cancelIntent, changeIntent, renewIntent, resumeIntent, startIntent } from './intents.ts'
import { subscriptionNotFound } from './read.ts'

export const shown = async (ctx: Context, intent: Intent): Promise<BillingPreview> =>
  presentPreview(await previewAction(ctx, intent))

/** Returns what starting the subscription would book today, or on `asOf`. */
export const previewSubscription = (
  ctx: Context,
  { asOf, provision, ...input }: SubscriptionPreviewQuery,
): Promise<BillingPreview> =>
  shown(ctx, { ...startIntent(input, provision), ...(asOf === undefined ? {} : { asOf }) })

/** Returns the first invoice of the plan of a new customer, as `POST /v1/customers` books it. @throws {Refusal} invalid-body */
export const previewNewCustomer = async (
  ctx: Context,
  { provision, ...input }: NewCustomerSubscriptionFields,
): Promise<BillingPreview> =>
  presentPreview(
    await previewForNewCustomer(ctx, startIntent({ ...input, customerId: 'new', quantity: 1 }, provision)),
  )

export const previewChange = async (
  ctx: Context,
  input: Omit<SubscriptionChange, 'planHash'> & ById,
): Promise<BillingPreview> => shown(ctx, await changeIntent(ctx.database.db, input))

export const previewCancel = async (
  ctx: Context,
  input: Omit<Cancellation, 'planHash'> & ById,
): Promise<BillingPreview> => shown(ctx, await cancelIntent(ctx.database.db, input))

/** Returns what the end of a pause, or of a cancellation, would book today. @throws {Refusal} not-found, wrong-state */
export const previewResume = async (ctx: Context, { id }: ById): Promise<BillingPreview> =>
  shown(ctx, await resumeIntent(ctx.database.db, { id }))

/** Returns the renewal of a subscription on a date. Default: the next one. */
export async function previewNextInvoice(
  ctx: Context,
  { id, asOf }: ById & { readonly asOf?: string | undefined },
): Promise<BillingPreview> {
  const { db } = ctx.database
  const [row] = await db
    .select({ nextBillOn: subscriptions.nextBillOn })
    .from(subscriptions)
    .where(eq(subscriptions.id, id))
  if (!row) throw subscriptionNotFound()
  const today = companyToday(await readCompany(db), ctx.clock)
  const next = row.nextBillOn !== null && row.nextBillOn > today ? row.nextBillOn : today
  return shown(ctx, await renewIntent(db, { id }, asOf ?? next))
}
