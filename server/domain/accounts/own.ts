import { and, eq, sql } from 'drizzle-orm'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import type { PortalAccount, PortalProgress } from '#contracts/portal/schemas.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { businessDay } from '../ledger/index.ts'
import { hostingWishes } from '../tables/dunning.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { overdueInvoicesOf } from './overdue-invoices.ts'
import { readAccounts } from './read.ts'

/**
 * Returns the caller's own accounts as a customer sees them: no accounts of other customers, no internal
 * reasons, no ended accounts.
 */
export async function listOwnHostingAccounts(ctx: Context): Promise<{ items: PortalAccount[] }> {
  const { actor } = ctx
  if (actor.kind !== 'customer')
    throw new Refusal(
      'forbidden',
      'Only a customer has a customer area. Staff find hosting accounts in customer details.',
    )
  const { db } = ctx.database
  const items = await readAccounts(db, eq(hostingAccounts.customerId, actor.customerId))
  const lifted = await db
    .select({ id: hostingWishes.accountId })
    .from(hostingWishes)
    .innerJoin(hostingAccounts, eq(hostingAccounts.id, hostingWishes.accountId))
    .where(
      and(
        eq(hostingAccounts.customerId, actor.customerId),
        sql`not ${hostingWishes.wanted} and not ${hostingWishes.settled}`,
      ),
    )
  const shown = items
    .filter(({ status }) => status !== 'terminated')
    .map((account) => ({
      account,
      suspension: suspensionOf(
        account,
        lifted.some(({ id }) => id === account.id),
      ),
    }))
  const unpaid = await overdueInvoicesOf(
    db,
    shown.filter(({ suspension }) => suspension === 'overdue').map(({ account }) => account.id),
    await businessDay(db, ctx.clock),
  )
  return {
    items: shown.map(({ account, suspension }) => ({
      id: account.id,
      username: account.username,
      status: account.status,
      panelUrl: account.panelUrl,
      serverName: account.serverName,
      panelUserId: account.panelUserId,
      progress: progressOf(account),
      suspension,
      overdueInvoices: unpaid.get(account.id) ?? [],
      createdAt: account.createdAt,
    })),
  }
}

/** Other reasons stay internal. With one of them, a payment does not restore the account. */
function suspensionOf(
  { status, suspendReasons }: HostingAccount,
  isLifted: boolean,
): PortalAccount['suspension'] {
  if (status !== 'suspended') return null
  if (suspendReasons.some((reason) => reason !== 'overdue')) return 'other'
  return isLifted ? 'restoring' : 'overdue'
}

function progressOf({ operation }: HostingAccount): PortalProgress | null {
  if (!operation || ['succeeded', 'cancelled'].includes(operation.status)) return null
  const { kind, nextAttemptAt, createdAt: since } = operation
  return { kind, step: stepOf(operation), nextAttemptAt, since }
}

function stepOf({ status, attempts }: NonNullable<HostingAccount['operation']>): PortalProgress['step'] {
  if (status === 'failed' || status === 'needs-person') return 'by-staff'
  if (status === 'queued') return 'ordered'
  if (status === 'waiting') return 'waiting'
  return attempts > 1 ? 'checking' : 'at-work'
}
