import { and, eq, ne } from 'drizzle-orm'
import { isUniqueViolation } from '#server/platform/database/index.ts'
import { hostingAccounts } from '../../tables/hosting-accounts.ts'
import type { HostingDecision } from './decision.ts'
import type { HostingWork } from './hosting-work.ts'

/**
 * Handles an id from the panel that another account here already has, as after a restore from a backup.
 * Neither row can be trusted, so staff decide, and the operation must not be retried forever.
 * @throws the error, if it has another cause
 */
export async function afterIdConflict(
  work: HostingWork,
  error: unknown,
  id: string | null | undefined,
): Promise<HostingDecision> {
  if (!isUniqueViolation(error, 'hosting_accounts_server_panel_user')) throw error
  const { domain, account, server } = work
  const [holder] = await domain.database.db
    .select({ username: hostingAccounts.username })
    .from(hostingAccounts)
    .where(
      and(
        eq(hostingAccounts.serverId, server.id),
        eq(hostingAccounts.panelUserId, id ?? ''),
        hostingAccounts.holdsSlot,
        ne(hostingAccounts.id, account.id),
      ),
    )
  const name = holder?.username ?? ''
  return {
    to: 'needs-person',
    error: {
      code: 'panel-id-in-use',
      message: `${server.name} uses NextPanel User ID ${id ?? ''} for this account, but the hosting account "${name}" here already has that ID.`,
      remedy: `The panel may have been restored from a backup. Check the account "${name}", terminate it here if it is gone, and then retry.`,
    },
    account: { status: 'conflict', mayExist: true },
  }
}
