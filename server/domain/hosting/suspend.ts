import { type HostingAccountStatus, isProvisioned, type SuspendReason } from '#contracts/hosting/states.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { lockAccount, startAccountOperation } from '../accounts/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { type EndedOrNotYet, startedOnServer, wakeAndAnswer } from './answer.ts'

/** Adds a reason; the account is suspended on the panel while any reason remains. */
export async function suspendHostingAccount(
  domain: Domain,
  call: Call,
  request: { accountId: string; reason: SuspendReason; note?: string | undefined },
): Promise<EndedOrNotYet> {
  requireStaff(call)
  return changeReasons(domain, call, { ...request, kind: 'suspend', title: 'Suspend' })
}

const notProvisioned = (kind: string, status: HostingAccountStatus) =>
  new Refusal(
    'wrong-state',
    `Only an active or suspended account can be ${kind}ed; this one is ${status}. Resolve its creation first.`,
  )

/** Starts an operation that adds or removes one reason. */
export async function changeReasons(
  domain: Domain,
  call: Call,
  change: {
    kind: 'suspend' | 'unsuspend'
    title: string
    accountId: string
    reason: SuspendReason
    note?: string | undefined
  },
): Promise<EndedOrNotYet> {
  const { accountId, kind, title, reason, note } = change
  const refs = await domain.database.db.transaction((tx) =>
    once(tx, { request: call.idempotency, refs: startedOnServer, clock: domain.clock }, async () => {
      const { account } = await lockAccount(tx, accountId)
      if (!isProvisioned(account.status)) throw notProvisioned(kind, account.status)
      const operationId = await startAccountOperation(tx, domain, account, {
        kind,
        input: { reason, note },
        message: `${title} "${account.username}" (reason: ${reason}), requested by ${call.actor.name}.`,
      })
      await recordAudit(tx, {
        at: domain.clock.now(),
        actor: call.actor,
        action: `hosting-account.${kind}`,
        subject: { kind: 'hosting-account', id: accountId },
        before: { suspendReasons: account.suspendReasons },
        after: { reason, note: note ?? null },
        requestId: call.requestId,
      })
      return { accountId, operationId, serverId: account.serverId }
    }),
  )
  return wakeAndAnswer(domain, call, refs)
}
