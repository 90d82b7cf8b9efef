import { and, desc, eq, isNotNull } from 'drizzle-orm'
import { describeDifference, type PanelClient, PanelError } from '#panels/kit/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import type { Domain } from '../context.ts'
import type { PanelAddress, ServerKey } from '../sealing/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { driverOf, type ServerRow } from './connection.ts'

const unread = Symbol('unread')

// The newest accounts are most likely to be missing from a clone or an older backup of the panel.
const sampleSize = 5

/**
 * Runs before a server's address changes. Our accounts must be found there by id, username, email and
 * reference. Otherwise requests would go to accounts of other owners. It sends only reads, with the key that
 * was entered for the new address. Servers without accounts pass.
 * @returns whether accounts of ours were found there: the new address is that of the same panel.
 * False if there are none, or if a panel with another authority could not be read
 * @throws {Refusal} account-does-not-match, panel-unavailable
 */
export async function refuseAnotherPanel(
  domain: Domain,
  server: ServerRow,
  { baseUrl, caCertificate }: PanelAddress,
  key: ServerKey,
): Promise<boolean> {
  const sample = await domain.database.db
    .select()
    .from(hostingAccounts)
    .where(
      and(
        eq(hostingAccounts.serverId, server.id),
        eq(hostingAccounts.holdsSlot, true),
        isNotNull(hostingAccounts.panelUserId),
      ),
    )
    .orderBy(desc(hostingAccounts.createdAt))
    .limit(sampleSize)
  if (sample.length === 0) return false
  const panel = driverOf(domain, server.driver).connect({ baseUrl, caCertificate, ...key }, domain.panelHttp)
  for (const account of sample) {
    const problem = await missing(panel, account).catch((error: unknown): typeof unread => {
      // Another authority at the same address may be entered before the panel has its certificate.
      if (baseUrl === server.baseUrl && error instanceof Refusal) return unread
      throw error
    })
    if (problem === unread) return false
    if (problem !== null)
      throw fieldRefusal(
        'account-does-not-match',
        'baseUrl',
        'another-panel',
        `The panel at ${baseUrl} does not have our accounts: ${problem}. Nothing was changed. Check the Base URL. For a different panel, add another server.`,
      )
  }
  return true
}

async function missing(
  panel: PanelClient,
  account: typeof hostingAccounts.$inferSelect,
): Promise<string | null> {
  const { panelUserId, username } = account
  try {
    const { value: finding } = await panel.findById(panelUserId ?? '')
    if (finding.state === 'absent') return `it has no account ${panelUserId} ("${username}" here)`
    if (finding.state === 'not-known') return `it does not show account ${panelUserId} ("${username}" here)`
    const difference = describeDifference(finding.account, account)
    return difference === null ? null : `its account ${panelUserId} is a different one (${difference})`
  } catch (error) {
    if (!(error instanceof PanelError)) throw error
    throw new Refusal(
      'panel-unavailable',
      `The new address is used only if the panel there has our accounts, but that panel could not be read. ${error.message} ${error.remedy}`.trim(),
    )
  }
}
