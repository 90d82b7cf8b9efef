import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { Invoice, InvoiceSummary } from '#contracts/invoices/schemas.ts'
import type { Cancellation, Subscription, SubscriptionChange } from '#contracts/subscriptions/schemas.ts'
import type { Tx } from '#server/platform/database/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { auditBilling, type Committed, commitAction, type Intent } from '../billing/index.ts'
import type { Context } from '../context.ts'
import { readInvoice, readInvoiceSummaries } from '../invoices/index.ts'
import { cancelIntent, changeIntent, pauseIntent, resumeIntent } from './intents.ts'
import { readSubscription } from './read.ts'

export const committedRefs = z.object({
  subscriptionId: z.string(),
  invoiceId: z.string().nullable(),
  /** Not written by earlier versions, whose answers can still be repeated. */
  documentIds: z.array(z.string()).optional(),
})
export type CommittedRefs = z.infer<typeof committedRefs>

export interface WithInvoice {
  readonly subscription: Subscription
  readonly invoice: Invoice | null
  readonly documents: InvoiceSummary[]
}

/** The documents that a call answers. `invoiceId`: the first invoice, or else the first credit note. */
export function documentRefs({ plan, written }: Committed): Omit<CommittedRefs, 'subscriptionId'> {
  const idOf = ({ ref }: { readonly ref: string }) => written.get(ref) ?? ref
  const first = plan.documents.find(({ kind }) => kind === 'invoice') ?? plan.documents[0]
  return { invoiceId: first ? idOf(first) : null, documentIds: plan.documents.map(idOf) }
}

export async function presentCommitted(
  ctx: Context,
  { subscriptionId, invoiceId, documentIds }: CommittedRefs,
): Promise<WithInvoice> {
  const { db } = ctx.database
  return {
    subscription: await readSubscription(db, subscriptionId),
    invoice: invoiceId === null ? null : await readInvoice(ctx, db, invoiceId),
    documents: await readInvoiceSummaries(ctx, db, documentIds ?? [invoiceId].filter((id) => id !== null)),
  }
}

interface Change {
  readonly id: string
  readonly action: string
  readonly planHash?: string | undefined
  readonly facts?: Readonly<Record<string, unknown>>
  readonly intent: (tx: Tx) => Promise<Intent>
}

/** Commits an action on a subscription with its audit entry, once for an Idempotency-Key. */
export async function commitChange(
  ctx: Context,
  { id, action, planHash, facts = {}, intent }: Change,
): Promise<WithInvoice> {
  const { database, clock, idempotency } = ctx
  const refs = await database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs: committedRefs, clock }, async () => {
      const committed = await commitAction(tx, ctx, { ...(await intent(tx)), planHash })
      await auditBilling(tx, ctx, {
        action,
        plan: committed.plan,
        facts: { subscriptionId: id, ...facts },
      })
      return { subscriptionId: id, ...documentRefs(committed) }
    }),
  )
  return presentCommitted(ctx, refs)
}

/** Changes price or quantity, prorated by days. @throws {Refusal} preview-changed, wrong-state, currency-mismatch */
export const changeSubscription = (
  ctx: Context,
  { planHash, ...input }: SubscriptionChange & ById,
): Promise<WithInvoice> => {
  const { id, ...facts } = input
  return commitChange(ctx, {
    id,
    action: 'subscription.change',
    planHash,
    facts,
    intent: (tx) => changeIntent(tx, input),
  })
}

/** Ends a subscription now or with its period. @throws {Refusal} preview-changed, wrong-state */
export const cancelSubscription = (
  ctx: Context,
  { planHash, ...input }: Cancellation & ById,
): Promise<WithInvoice> => {
  const { id, ...facts } = input
  return commitChange(ctx, {
    id,
    action: 'subscription.cancel',
    planHash,
    facts,
    intent: (tx) => cancelIntent(tx, input),
  })
}

/** @throws {Refusal} wrong-state */
export const pauseSubscription = async (ctx: Context, { id }: ById): Promise<Subscription> =>
  (await commitChange(ctx, { id, action: 'subscription.pause', intent: (tx) => pauseIntent(tx, { id }) }))
    .subscription

/** Ends a pause or takes back a cancellation. @throws {Refusal} preview-changed, wrong-state */
export const resumeSubscription = (
  ctx: Context,
  { id, planHash }: ById & { readonly planHash?: string | undefined },
): Promise<WithInvoice> =>
  commitChange(ctx, {
    id,
    action: 'subscription.resume',
    planHash,
    intent: (tx) => resumeIntent(tx, { id }),
  })
