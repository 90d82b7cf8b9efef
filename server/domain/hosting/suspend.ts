import type { SuspendReason } from '#contracts/hosting/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { startOperation } from '../operations/index.ts'
import { answerStarted, type EndedOrNotYet, startedRefs } from './answer.ts'
import { lockAccount } from '../accounts/lock.ts'

const verbs = {
  suspend: { action: 'hosting-account.suspend', title: 'Suspend' },
  unsuspend: { action: 'hosting-account.unsuspend', title: 'Unsuspend' },
} as const

async function startReasonChange(
  domain: Domain,
  call: Call,
  kind: keyof typeof verbs,
  request: { accountId: string; reason: SuspendReason; note?: string | undefined },
): Promise<EndedOrNotYet> {
  requireStaff(call)
  const { accountId, reason } = request
  const verb = verbs[kind]
  const refs = await domain.database.db.transaction((tx) =>
    once(tx, { request: call.idempotency, refs: startedRefs, clock: domain.clock }, async () => {
      const { account } = await lockAccount(tx, accountId)
      if (account.status !== 'active' && account.status !== 'suspended')
        throw new Refusal(
          'wrong-state',
          `Only an active or suspended account can be ${kind}ed; this one is ${account.status}. Resolve its creation first.`,
        )
      const operationId = await startOperation(tx, domain, {
        accountId,
        serverId: account.serverId,
        kind,
        input: { reason, note: request.note },
        message: `${verb.title} "${account.username}" (reason: ${reason}), asked for by ${call.actor.name}.`,
      })
      await recordAudit(tx, {
        at: domain.clock.now(),
        actor: call.actor,
        action: verb.action,
        subject: { kind: 'hosting-account', id: accountId },
        before: { suspendReasons: account.suspendReasons },
        after: { reason, note: request.note ?? null },
        requestId: call.requestId,
      })
      return { accountId, operationId }
    }),
  )
  return answerStarted(domain, call, refs)
}

/** Adds a reason; the account is suspended on the panel while any is left. */
export const suspendHostingAccount = (
  domain: Domain,
  call: Call,
  request: { accountId: string; reason: SuspendReason; note?: string | undefined },
) => startReasonChange(domain, call, 'suspend', request)

/** Takes a reason away; the panel is told once none is left. */
export const unsuspendHostingAccount = (
  domain: Domain,
  call: Call,
  request: { accountId: string; reason: SuspendReason },
) => startReasonChange(domain, call, 'unsuspend', request)
