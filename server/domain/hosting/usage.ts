import { eq } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { HostingUsage } from '#contracts/hosting/schemas.ts'
import { isProvisioned } from '#contracts/hosting/states.ts'
import { PanelError } from '#panels/kit/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { accountNotFound } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { connectServer, refuseUnsupported } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'

/** Read from the panel each time. Nothing is stored. */
export async function readHostingUsage(ctx: Context, { id }: ById): Promise<HostingUsage> {
  const [row] = await ctx.database.db
    .select({ account: hostingAccounts, server: servers })
    .from(hostingAccounts)
    .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
    .where(eq(hostingAccounts.id, id))
  if (!row) throw accountNotFound()
  refuseUnsupported(ctx, row.server.driver, 'usage')
  if (row.account.panelUserId === null || !isProvisioned(row.account.status))
    throw new Refusal(
      'wrong-state',
      `Usage is available only for an active or suspended account. This one is ${row.account.status}.`,
    )
  try {
    const { value } = await connectServer(ctx, row.server).usage(row.account.panelUserId)
    return { ...value, readAt: ctx.clock.now().toISOString() }
  } catch (error) {
    if (error instanceof PanelError)
      throw new Refusal(
        error.kind === 'not-supported' ? 'not-supported' : 'panel-unavailable',
        `${error.message} ${error.remedy}`.trim(),
      )
    throw error
  }
}
