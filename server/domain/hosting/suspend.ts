import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { suspension } from '#contracts/hosting/schemas.ts'
import { type HostingAccountStatus, isProvisioned, type SuspendReason } from '#contracts/hosting/states.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { lockAccount, startAccountOperation } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { refuseUnsupportedOn } from '../servers/index.ts'
import { type EndedOrNotYet, startedOnServer, wakeAndAnswer } from './answer.ts'

/** Adds a reason. The account is suspended on the panel while any reason remains. */
export async function suspendHostingAccount(
  ctx: Context,
  input: ById & z.infer<typeof suspension>,
): Promise<EndedOrNotYet> {
  return changeReasons(ctx, { ...input, kind: 'suspend', title: 'Suspend' })
}

const notProvisioned = (kind: string, status: HostingAccountStatus) =>
  new Refusal(
    'wrong-state',
    `Only an active or suspended account can be ${kind}ed. This account is ${status}. ${
      status === 'terminating' || status === 'terminated'
        ? 'Nothing was changed.'
        : 'Retry or cancel its creation first.'
    }`,
  )

/** Starts an operation that adds or removes one reason. */
export async function changeReasons(
  ctx: Context,
  change: {
    kind: 'suspend' | 'unsuspend'
    title: string
    id: string
    reason: SuspendReason
    note?: string | undefined
    /** Dunning requested it. The engine checks that wish again right before it sends a suspension. */
    byWish?: true
  },
): Promise<EndedOrNotYet> {
  const { id: accountId, kind, title, reason, note, byWish } = change
  const refs = await ctx.database.db.transaction((tx) =>
    once(tx, { request: ctx.idempotency, refs: startedOnServer, clock: ctx.clock }, async () => {
      const { account } = await lockAccount(tx, accountId)
      await refuseUnsupportedOn(tx, ctx, { serverId: account.serverId, action: kind })
      if (!isProvisioned(account.status)) throw notProvisioned(kind, account.status)
      const operationId = await startAccountOperation(tx, ctx, account, {
        kind,
        input: { reason, note, byWish },
        message: `${title} "${account.username}" (reason: ${reason}), requested by ${ctx.actor.name}.`,
      })
      await recordAudit(tx, {
        at: ctx.clock.now(),
        actor: ctx.actor,
        action: `hosting-account.${kind}`,
        subject: { kind: 'hosting-account', id: accountId },
        before: { suspendReasons: account.suspendReasons },
        after: { reason, note: note ?? null },
        requestId: ctx.requestId,
      })
      await ctx.beside?.(tx, { operationId })
      return { accountId, operationId, serverId: account.serverId }
    }),
  )
  return wakeAndAnswer(ctx, refs)
}
