import { and, eq, isNull, sql } from 'drizzle-orm'
import { type HostingOutcome, type Provisioning, provisioning } from '#contracts/hosting/schemas.ts'
import { addDays, type LocalDate, startOfDay } from '#server/platform/calendar/index.ts'
import type { Queryable, Tx } from '#server/platform/database/index.ts'
import { type KeyRotation, SealError } from '#server/platform/secrets/index.ts'
import { closeCustomerAlert } from '../alerts/index.ts'
import type { Context } from '../context.ts'
import { provisionHostingAccount } from '../hosting/index.ts'
import { subscriptions } from '../tables/subscriptions.ts'

const contextOfRequest = (subscriptionId: string) => `subscriptions.hosting_request:${subscriptionId}`

/**
 * Encrypts the hosting request of a subscription until its account is recorded. The time for which a hosting password is kept
 * begins after the day on which the hosting is expected: the due date of the first invoice, or a later start. A customer who
 * pays on time gets the hosting, whatever the payment terms are.
 */
export const sealHostingRequest = (
  { keyring, engine }: Pick<Context, 'keyring' | 'engine'>,
  subscriptionId: string,
  { wanted, expectedOn, timeZone }: Waiting,
) => ({
  hostingRequestSealed: keyring.seal(JSON.stringify(wanted), contextOfRequest(subscriptionId)),
  hostingRequestExpiresAt: new Date(
    startOfDay(timeZone, addDays(expectedOn, 1)).getTime() + engine.passwordKeptMs,
  ),
})

interface Waiting {
  readonly wanted: Provisioning
  readonly expectedOn: LocalDate
  /** Of the company. */
  readonly timeZone: string
}

export const openHostingRequest = (
  { keyring }: Pick<Context, 'keyring'>,
  subscriptionId: string,
  sealed: string,
): Provisioning => provisioning.parse(JSON.parse(keyring.open(sealed, contextOfRequest(subscriptionId))))

/**
 * Creates the hosting of a subscription, once: a repetition returns the same account. The account and its link to the
 * subscription are recorded together, so a crash leaves both or the request.
 */
export async function provisionFor(
  ctx: Context,
  { subscriptionId, customerId }: { readonly subscriptionId: string; readonly customerId: string },
  wanted: Provisioning,
): Promise<HostingOutcome> {
  // A key of its own: that of the call is bound to the subscription.
  const idempotency = { actorKey: 'subscriptions', key: subscriptionId, requestHash: 'hosting' }
  const link = (db: Queryable, hostingAccountId: string) =>
    db
      .update(subscriptions)
      .set({ hostingAccountId, ...noHostingRequest, updatedAt: ctx.clock.now() })
      .where(and(eq(subscriptions.id, subscriptionId), isNull(subscriptions.hostingAccountId)))
  const hosting = await provisionHostingAccount(
    { ...ctx, idempotency },
    { ...wanted, id: customerId },
    async (tx, { accountId }) => {
      await link(tx, accountId)
      await closeCustomerAlert(tx, ctx, { customerId, cause: 'hosting-not-created', at: ctx.clock.now() })
    },
  )
  // Earlier versions recorded the account without the link.
  await link(ctx.database.db, hosting.account.id)
  return hosting
}

export const noHostingRequest = {
  hostingRequestSealed: null,
  hostingRequestExpiresAt: null,
  hostingRetryAt: null,
} as const

/**
 * Encrypts the next hosting requests with the new key. One that cannot be decrypted is erased: staff then create the
 * hosting. @returns the number of rows; 0: none is left
 */
export async function resealHostingRequests(tx: Tx, { from, to, rowsAtOnce }: KeyRotation): Promise<number> {
  const rows = await tx
    .select({ id: subscriptions.id, sealed: subscriptions.hostingRequestSealed })
    .from(subscriptions)
    .where(sql`split_part(${subscriptions.hostingRequestSealed}, '.', 2) = ${from.keyId}`)
    .orderBy(subscriptions.id)
    .limit(rowsAtOnce)
    .for('update')
  for (const { id, sealed } of rows)
    await tx
      .update(subscriptions)
      .set({ hostingRequestSealed: sealed && resealed(sealed, contextOfRequest(id), { from, to }) })
      .where(eq(subscriptions.id, id))
  return rows.length
}

function resealed(
  sealed: string,
  owner: string,
  { from, to }: Pick<KeyRotation, 'from' | 'to'>,
): string | null {
  try {
    return to.seal(from.open(sealed, owner), owner)
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}
