import { and, eq, ne } from 'drizzle-orm'
import { describeDifference, type PanelAccount, PanelError } from '#panels/kit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import type { AccountRow } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { connectServer } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { servers } from '../tables/servers.ts'

export const doesNotMatch = (message: string) =>
  fieldRefusal('account-does-not-match', 'panelUserId', 'account-does-not-match', message)

/**
 * Returns the reason, as a sentence, why an account of the panel cannot be adopted for a hosting account, or
 * null. Its reference may be missing or that of another system. Staff override that.
 */
export async function whyNotAdoptable(
  db: Queryable,
  account: AccountRow,
  found: PanelAccount,
): Promise<string | null> {
  const difference = describeDifference({ ...found, marker: undefined }, account)
  if (difference !== null) return `Account ${found.id} differs from the request: ${difference}.`
  if (typeof found.marker !== 'string' || found.marker === account.marker) return null
  const [owner] = await db
    .select({ id: hostingAccounts.id })
    .from(hostingAccounts)
    .where(and(eq(hostingAccounts.marker, found.marker), ne(hostingAccounts.id, account.id)))
  return owner ? `Account ${found.id} has the reference of another hosting account here.` : null
}

/**
 * Returns an account of the panel for the operation on `accountId`.
 * @throws {Refusal} it does not exist, or cannot be read
 */
export async function readFromPanel(
  ctx: Context,
  accountId: string,
  panelUserId: string,
): Promise<{ found: PanelAccount; account: AccountRow }> {
  const [row] = await ctx.database.db
    .select({ account: hostingAccounts, server: servers })
    .from(hostingAccounts)
    .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
    .where(eq(hostingAccounts.id, accountId))
  if (!row) throw new Error('An operation without its hosting account.')
  const { account, server } = row
  try {
    const panel = connectServer(ctx, server)
    const { value: finding } = await panel.findById(panelUserId)
    if (finding.state === 'found') return { found: finding.account, account }
    const { value: survey } = await panel.search({ username: account.username })
    const listed = survey.matches.find((match) => match.id === panelUserId)
    if (listed) return { found: listed, account }
    throw doesNotMatch(
      finding.state === 'absent'
        ? `${server.name} has no account ${panelUserId}. Check the NextPanel User ID in NextPanel.`
        : `${server.name} does not show account ${panelUserId}, so it cannot be adopted. ${finding.why}`,
    )
  } catch (error) {
    if (error instanceof PanelError)
      throw new Refusal('panel-unavailable', `${error.message} ${error.remedy}`.trim())
    throw error
  }
}
