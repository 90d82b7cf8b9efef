import { and, eq, ne } from 'drizzle-orm'
import { isUniqueViolation } from '#server/platform/database/index.ts'
import { hostingAccounts } from '#server/domain/tables/hosting-accounts.ts'
import { applyDecision, type Decision } from '#server/work/decision.ts'
import type { Work } from '#server/work/work.ts'

/**
 * Writes the end of a run. Where the panel gave our account an id that another row of ours holds, as one restored
 * from a backup does, no row can be right: a person has to say which, and the operation must not try for ever.
 */
export async function conclude(work: Work, decision: Decision): Promise<void> {
  try {
    await applyDecision(work, decision)
  } catch (error) {
    if (!isUniqueViolation(error, 'hosting_accounts_server_panel_user')) throw error
    await applyDecision(work, await idInUse(work, decision))
  }
}

async function idInUse({ domain, account, server }: Work, decision: Decision): Promise<Decision> {
  const id = decision.account?.panelUserId ?? ''
  const [holder] = await domain.database.db
    .select({ username: hostingAccounts.username })
    .from(hostingAccounts)
    .where(
      and(
        eq(hostingAccounts.serverId, server.id),
        eq(hostingAccounts.panelUserId, id),
        hostingAccounts.holdsSlot,
        ne(hostingAccounts.id, account.id),
      ),
    )
  return {
    to: 'needs-person',
    error: {
      code: 'panel-id-in-use',
      message: `On ${server.name} this is account ${id}, but the hosting account "${holder?.username ?? ''}" here has that NextPanel User ID already.`,
      remedy: `The panel may have been restored from a backup. Find out what became of "${holder?.username ?? ''}" and terminate it here if it is gone; then retry.`,
    },
    account: { status: 'conflict', holdsSlot: true },
  }
}
