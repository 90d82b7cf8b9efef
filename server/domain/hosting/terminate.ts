import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { termination } from '#contracts/hosting/schemas.ts'
import { mayTerminate } from '#contracts/hosting/states.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { supersede } from '#server/work/index.ts'
import { type AccountRow, lockAccount, startAccountOperation, transitionAccount } from '../accounts/index.ts'
import type { Context, Domain } from '../context.ts'
import { refuseUnsupportedOn } from '../servers/index.ts'
import { type EndedOrNotYet, startedOnServer, wakeAndAnswer } from './answer.ts'
import { confirmDeletion } from './confirm-deletion.ts'

/**
 * Deletes the account on the panel, permanently. Supersedes its open operation. A lookup resolves any unknown
 * outcome of that operation before the account counts as gone.
 */
export async function terminateHostingAccount(
  ctx: Context,
  { id: accountId, confirm, deletedOnPanel }: ById & z.infer<typeof termination>,
): Promise<EndedOrNotYet> {
  const refs = await ctx.database.db.transaction((tx) =>
    once(tx, { request: ctx.idempotency, refs: startedOnServer, clock: ctx.clock }, async () => {
      const { account, latest } = await lockAccount(tx, accountId)
      if (confirm.trim() !== account.username)
        throw fieldRefusal(
          'invalid-body',
          'confirm',
          'does-not-match',
          `To terminate this account, confirm must be its username, "${account.username}".`,
        )
      if (!mayTerminate(account.status))
        throw new Refusal('wrong-state', 'This account is already terminated.')
      if (deletedOnPanel) return confirmDeletion(tx, ctx, { account, latest })
      await refuseUnsupportedOn(tx, ctx, { serverId: account.serverId, action: 'terminate' })
      if (latest?.kind === 'terminate' && latest.status !== 'failed' && latest.status !== 'cancelled')
        return { accountId, operationId: latest.id, serverId: account.serverId }
      const settled = latest ? await supersede(tx, ctx, latest) : undefined
      const notBefore = earliestDeletion(ctx, account, settled)
      const operationId = await startAccountOperation(tx, ctx, account, {
        kind: 'terminate',
        message: `Terminate "${account.username}", requested by ${ctx.actor.name}.${notBefore ? ` Nothing is deleted before ${notBefore.toISOString()}.` : ''}`,
        ...(notBefore ? { notBefore } : {}),
      })
      await transitionAccount(
        tx,
        accountId,
        { status: 'terminating' },
        {
          at: ctx.clock.now(),
          audit: {
            actor: ctx.actor,
            action: 'hosting-account.terminate',
            before: { status: account.status },
            requestId: ctx.requestId,
          },
        },
      )
      return { accountId, operationId, serverId: account.serverId }
    }),
  )
  return wakeAndAnswer(ctx, refs)
}

/**
 * An account that exists on the panel is deleted only after the grace period.
 * @param settled a request of an earlier operation may be in progress until then
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
