import { and, eq, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { HostingAccountLink, Subscription } from '#contracts/subscriptions/schemas.ts'
import { maySetHostingAccount } from '#contracts/subscriptions/states.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable, Tx } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { closeCustomerAlert } from '../alerts/index.ts'
import { companyToday, readCompany } from '../company/index.ts'
import type { Context } from '../context.ts'
import { lockCustomer } from '../ledger/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { subscriptions } from '../tables/subscriptions.ts'
import { followLink, isAnySuspensionOwed, overdueWithoutAccount } from '../wishes/index.ts'
import { noHostingRequest } from './hosting-request.ts'
import { customerOf } from './intents.ts'
import { readSubscription, subscriptionNotFound } from './read.ts'

const refs = z.object({ subscriptionId: z.string() })

/**
 * Sets or removes the hosting account of a subscription. Dunning follows: see {@link followLink}. It books nothing, so it
 * is also possible while billing of the customer is stopped.
 * @throws {Refusal} not-found; invalid-body: no such account of the customer; wrong-state: the subscription has ended, or
 * the account is terminated or belongs to another subscription
 */
export async function setHostingAccount(
  ctx: Context,
  { id, hostingAccountId }: HostingAccountLink & ById,
): Promise<Subscription> {
  const { database, clock, idempotency } = ctx
  const { subscriptionId } = await database.db.transaction((tx) =>
    once(tx, { request: idempotency, refs, clock }, async () => {
      await setAccount(tx, ctx, id, hostingAccountId)
      return { subscriptionId: id }
    }),
  )
  return readSubscription(database.db, subscriptionId)
}

async function setAccount(tx: Tx, ctx: Context, id: string, accountId: string | null): Promise<void> {
  const at = ctx.clock.now()
  const customerId = await customerOf(tx, id)
  await lockCustomer(tx, customerId, at)
  const [row] = await tx.select().from(subscriptions).where(eq(subscriptions.id, id))
  if (!row) throw subscriptionNotFound()
  if (!maySetHostingAccount(row))
    throw refused('wrong-state', 'The subscription has ended. Its hosting account cannot be changed.')
  if (row.hostingAccountId === accountId) return
  if (accountId !== null) await requireFreeAccount(tx, row, accountId)
  await tx
    .update(subscriptions)
    .set({
      hostingAccountId: accountId,
      // The account replaces hosting that waits to be created.
      ...(accountId === null ? {} : noHostingRequest),
      updatedAt: at,
    })
    .where(eq(subscriptions.id, id))
  const on = companyToday(await readCompany(tx), ctx.clock)
  await followLink(tx, { customerId, subscriptionId: id, accountId, on, at })
  await closeAlerts(tx, ctx, customerId, at)
  if (accountId !== null) await closeCustomerAlert(tx, ctx, { customerId, cause: 'hosting-not-created', at })
  await recordAudit(tx, {
    at,
    actor: ctx.actor,
    action: 'subscription.set-hosting-account',
    subject: { kind: 'customer', id: customerId },
    before: { hostingAccountId: row.hostingAccountId },
    after: { subscriptionId: id, hostingAccountId: accountId },
    requestId: ctx.requestId,
  })
}

async function closeAlerts(tx: Tx, ctx: Context, customerId: string, at: Date): Promise<void> {
  if ((await overdueWithoutAccount(tx, customerId)).length === 0)
    await closeCustomerAlert(tx, ctx, { customerId, cause: 'no-account-to-suspend', at })
  if (!(await isAnySuspensionOwed(tx, customerId)))
    await closeCustomerAlert(tx, ctx, { customerId, cause: 'termination-due', at })
}

/**
 * Refuses an account that a subscription of the customer cannot have. Call it under the lock of the customer, so that two
 * subscriptions never get the same account. An account of another customer has the same answer as an unknown one.
 * @throws {Refusal} invalid-body, wrong-state
 */
export async function requireFreeAccount(
  tx: Queryable,
  { customerId }: { readonly customerId: string },
  accountId: string,
): Promise<void> {
  const [account] = await tx
    .select({ status: hostingAccounts.status })
    .from(hostingAccounts)
    .where(and(eq(hostingAccounts.id, accountId), eq(hostingAccounts.customerId, customerId)))
  if (!account)
    throw refused(
      'invalid-body',
      'The customer has no hosting account with this ID. See the Hosting tab of the customer.',
    )
  if (account.status === 'terminating' || account.status === 'terminated')
    throw refused('wrong-state', 'The hosting account is terminated. Choose another one.')
  const isTaken = and(eq(subscriptions.hostingAccountId, accountId), ne(subscriptions.status, 'ended'))
  if ((await tx.$count(subscriptions, isTaken)) > 0)
    throw refused(
      'wrong-state',
      'The hosting account belongs to another subscription. Remove it there first, or choose another one.',
    )
}

const refused = (code: 'invalid-body' | 'wrong-state', message: string) =>
  fieldRefusal(code, 'hostingAccountId', 'invalid', message)
