import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { Invoice } from '#contracts/invoices/schemas.ts'
import type { Cancellation, Subscription, SubscriptionChange } from '#contracts/subscriptions/schemas.ts'
import type { Tx } from '#server/platform/database/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { auditBilling, type Committed, commitAction, type Intent } from '../billing/index.ts'
import type { Context } from '../context.ts'
import { readInvoice } from '../invoices/index.ts'
import { cancelIntent, changeIntent, pauseIntent, resumeIntent } from './intents.ts'
import { readSubscription } from './read.ts'

export const committedRefs = z.object({ subscriptionId: z.string(), invoiceId: z.string().nullable() })
export type CommittedRefs = z.infer<typeof committedRefs>

export interface WithInvoice {
  readonly subscription: Subscription
  readonly invoice: Invoice | null
}

/** The document that a call answers: its invoice, or else its first credit note. */
export function documentOf({ plan, written }: Committed): string | null {
  const document = plan.documents.find(({ kind }) => kind === 'invoice') ?? plan.documents[0]
  return document ? (written.get(document.ref) ?? null) : null
}

export async function presentCommitted(
  ctx: Context,
  { subscriptionId, invoiceId }: CommittedRefs,
): Promise<WithInvoice> {
  const { db } = ctx.database
  return {
    subscription: await readSubscription(db, subscriptionId),
    invoice: invoiceId === null ? null : await readInvoice(ctx, db, invoiceId),
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
      return { subscriptionId: id, invoiceId: documentOf(committed) }
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
