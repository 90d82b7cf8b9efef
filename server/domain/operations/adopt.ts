import { and, eq, inArray, ne } from 'drizzle-orm'
import { describeDifference, type PanelAccount, PanelError } from '#panels/kit/index.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { isUniqueViolation, type Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { once, recall } from '#server/platform/idempotency/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { note } from './index.ts'
import { connectServer, lockServer } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { operations } from '#server/work/tables.ts'
import { servers } from '../tables/servers.ts'
import { answerStarted, type EndedOrNotYet, startedRefs } from '../hosting/answer.ts'
import { loadOperationRow } from './load-operation.ts'
import { type AccountRow, lockAccount, lockOperation } from '../accounts/lock.ts'

const doesNotMatch = (message: string) =>
  fieldRefusal('account-does-not-match', 'panelUserId', 'account-does-not-match', message)

/**
 * A person says: that account on the panel is this customer's. Believed only if username and e-mail match there and
 * no other row of ours has it. Its password is then not one that we set.
 */
export async function adoptAccount(
  domain: Domain,
  call: Call,
  request: { operationId: string; panelUserId: string },
): Promise<EndedOrNotYet> {
  requireStaff(call)
  const { operationId, panelUserId } = request
  const { clock, database } = domain
  const key = { request: call.idempotency, refs: startedRefs, clock }
  const earlier = await recall(database.db, key)
  if (earlier) return answerStarted(domain, call, earlier)
  const { accountId } = await loadOperationRow(database.db, operationId)
  const found = await readFromPanel(domain, accountId, panelUserId)
  const refs = await database.db
    .transaction((tx) =>
      once(tx, key, async () => {
        const { account, latest } = await lockAccount(tx, accountId)
        const operation = await lockOperation(tx, operationId)
        if (latest?.id !== operationId)
          throw new Refusal(
            'wrong-state',
            'A later operation on this account exists. Resolve that one first.',
          )
        if (operation.kind !== 'create' || !['needs-person', 'failed'].includes(operation.status))
          throw new Refusal(
            'wrong-state',
            `Only a creation that has stopped can end in an adoption; this operation is a ${operation.kind} and ${operation.status}.`,
          )
        await refuseForeign(tx, account, found)
        // Whoever is placing an account on this server now is about to rely on who holds which name there.
        await lockServer(tx, account.serverId)
        await writeAdoption(tx, domain, call, { accountId, operationId, found })
        return { accountId, operationId }
      }),
    )
    .catch((error: unknown) => {
      if (isUniqueViolation(error))
        throw doesNotMatch(`Account ${panelUserId} already belongs to another hosting account here.`)
      throw error
    })
  domain.signals.changed(operationId)
  return answerStarted(domain, call, refs)
}

async function readFromPanel(domain: Domain, accountId: string, panelUserId: string): Promise<PanelAccount> {
  const [row] = await domain.database.db
    .select({ account: hostingAccounts, server: servers })
    .from(hostingAccounts)
    .innerJoin(servers, eq(servers.id, hostingAccounts.serverId))
    .where(eq(hostingAccounts.id, accountId))
  if (!row) throw new Error('An operation without its hosting account.')
  const { account, server } = row
  try {
    const panel = connectServer(domain, server)
    const { value: finding } = await panel.findById(panelUserId)
    if (finding.state === 'found') return finding.account
    const { value: survey } = await panel.search({ username: account.username })
    const listed = survey.matches.find((match) => match.id === panelUserId)
    if (listed) return listed
    throw doesNotMatch(
      finding.state === 'absent'
        ? `${server.name} has no account ${panelUserId}. Look up the NextPanel User ID in NextPanel.`
        : `${server.name} cannot show account ${panelUserId}, so it cannot be adopted. ${finding.why}`,
    )
  } catch (error) {
    if (error instanceof PanelError)
      throw new Refusal('panel-unavailable', `${error.message} ${error.remedy}`.trim())
    throw error
  }
}

async function refuseForeign(tx: Queryable, account: AccountRow, found: PanelAccount): Promise<void> {
  // Its reference may be missing or a stranger's: that is what a person overrules. Another row's is not.
  const difference = describeDifference({ ...found, marker: undefined }, account)
  if (difference !== null)
    throw doesNotMatch(`Account ${found.id} is not the one that was asked for: ${difference}.`)
  if (typeof found.marker !== 'string' || found.marker === account.marker) return
  const [owner] = await tx
    .select({ id: hostingAccounts.id })
    .from(hostingAccounts)
    .where(and(eq(hostingAccounts.marker, found.marker), ne(hostingAccounts.id, account.id)))
  if (owner) throw doesNotMatch(`Account ${found.id} carries the reference of another hosting account here.`)
}

async function writeAdoption(
  tx: Queryable,
  domain: Domain,
  call: Call,
  adoption: { accountId: string; operationId: string; found: PanelAccount },
): Promise<void> {
  const { accountId, operationId, found } = adoption
  const panelUserId = found.id
  const at = domain.clock.now()
  // What truly exists takes its slot even where that makes 6 of 5: placement is closed then.
  await tx
    .update(hostingAccounts)
    .set({
      status: found.suspended ? 'suspended' : 'active',
      panelUserId,
      verified: true,
      holdsSlot: true,
      passwordSetByUs: false,
      passwordSealed: null,
      updatedAt: at,
    })
    .where(eq(hostingAccounts.id, accountId))
  await tx
    .update(operations)
    .set({ status: 'succeeded', error: null, nextAttemptAt: null, endedAt: at, updatedAt: at })
    .where(and(eq(operations.id, operationId), inArray(operations.status, ['needs-person', 'failed'])))
  await note(tx, operationId, at, {
    event: 'operation.adopted',
    message: `${call.actor.name} adopted NextPanel User ID ${panelUserId}; username and e-mail match. Its password was not set by us.`,
  })
  await recordAudit(tx, {
    at,
    actor: call.actor,
    action: 'operation.adopt',
    subject: { kind: 'operation', id: operationId },
    after: { panelUserId },
    requestId: call.requestId,
  })
}
