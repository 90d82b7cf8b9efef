import { eq } from 'drizzle-orm'
import { recordAudit } from '#server/platform/audit/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { startOperation } from '../operations/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { answerStarted, type EndedOrNotYet, startedRefs } from './answer.ts'
import { confirmDeletion } from './confirm-deletion.ts'
import { type AccountRow, lockAccount } from '../accounts/lock.ts'
import { supersede } from '#server/work/supersede.ts'

/**
 * Deletes the account on the panel, for good. Supersedes what is still open on it: what is unknown about that is
 * resolved first, by looking, before anything counts as gone.
 */
export async function terminateHostingAccount(
  domain: Domain,
  call: Call,
  request: { accountId: string; confirm: string; deletedOnPanel?: boolean | undefined },
): Promise<EndedOrNotYet> {
  requireStaff(call)
  const { accountId } = request
  const refs = await domain.database.db.transaction((tx) =>
    once(tx, { request: call.idempotency, refs: startedRefs, clock: domain.clock }, async () => {
      const { account, latest } = await lockAccount(tx, accountId)
      if (request.confirm.trim() !== account.username)
        throw fieldRefusal(
          'invalid-body',
          'confirm',
          'does-not-match',
          `To terminate this account, confirm must be its username, "${account.username}".`,
        )
      if (account.status === 'terminated')
        throw new Refusal('wrong-state', 'This account is already terminated.')
      if (request.deletedOnPanel) return confirmDeletion(tx, domain, call, { account, latest })
      if (latest?.kind === 'terminate' && latest.status !== 'failed' && latest.status !== 'cancelled')
        return { accountId, operationId: latest.id }
      const settled = latest ? await supersede(tx, domain, latest) : undefined
      const notBefore = earliestDeletion(domain, account, settled)
      const operationId = await startOperation(tx, domain, {
        accountId,
        serverId: account.serverId,
        kind: 'terminate',
        message: `Terminate "${account.username}", asked for by ${call.actor.name}.${notBefore ? ` Nothing is deleted before ${notBefore.toISOString()}.` : ''}`,
        ...(notBefore ? { notBefore } : {}),
      })
      const at = domain.clock.now()
      await tx
        .update(hostingAccounts)
        .set({ status: 'terminating', updatedAt: at })
        .where(eq(hostingAccounts.id, accountId))
      await recordAudit(tx, {
        at,
        actor: call.actor,
        action: 'hosting-account.terminate',
        subject: { kind: 'hosting-account', id: accountId },
        before: { status: account.status },
        requestId: call.requestId,
      })
      return { accountId, operationId }
    }),
  )
  return answerStarted(domain, call, refs)
}

/**
 * What exists on the panel is deleted after the grace period only; nothing else has anything to lose.
 * @param settled before which a request of an earlier operation may still be under way
 * @returns undefined: at once
 */
export function earliestDeletion(
  { clock, engine }: Pick<Domain, 'clock' | 'engine'>,
  account: Pick<AccountRow, 'panelUserId'>,
  settled: Date | undefined,
): Date | undefined {
  if (account.panelUserId === null || engine.terminationGraceMs === 0) return settled
  const graceEnd = new Date(clock.now().getTime() + engine.terminationGraceMs)
  return settled && settled > graceEnd ? settled : graceEnd
}
