import { eq } from 'drizzle-orm'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import type { PortalAccount, PortalProgress } from '#contracts/portal/schemas.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
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
  const items = await readAccounts(ctx.database.db, eq(hostingAccounts.customerId, actor.customerId))
  return {
    items: items
      .filter((account) => account.status !== 'terminated')
      .map((account) => ({
        id: account.id,
        username: account.username,
        status: account.status,
        panelUrl: account.panelUrl,
        serverName: account.serverName,
        panelUserId: account.panelUserId,
        progress: progressOf(account),
        createdAt: account.createdAt,
      })),
  }
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
