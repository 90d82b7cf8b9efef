import { and, eq, ne } from 'drizzle-orm'
import { isUniqueViolation } from '#server/platform/database/index.ts'
import { hostingAccounts } from '../../tables/hosting-accounts.ts'
import type { HostingDecision } from './decision.ts'
import type { HostingWork } from './hosting-work.ts'

/**
 * The panel gave our account an id that another account here has, as a panel restored from a backup does. Neither row
 * can be right, so staff have to say which one is, and the operation must not be retried forever.
 * @throws the error, if it is about something else
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
      message: `On ${server.name} this is account ${id ?? ''}, but the hosting account "${name}" here has that NextPanel User ID already.`,
      remedy: `The panel may have been restored from a backup. Find out what became of "${name}" and terminate it here if it is gone; then retry.`,
    },
    account: { status: 'conflict', mayExist: true },
  }
}
