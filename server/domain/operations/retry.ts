import type { ById } from '#contracts/call.ts'
import type { OperationRetry } from '#contracts/operations/schemas.ts'
import { mayRetry, mayRetryWithChanges } from '#contracts/operations/states.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { isSecondOpenOperation, note, transitionOperation } from '#server/work/index.ts'
import { authorizeTermination } from '../access/index.ts'
import {
  asRefusal,
  loadOperation,
  lockAccount,
  lockOperation,
  mayExistOnPanel,
  type OperationRow,
  operationUnderWay,
  reserveAgain,
  transitionAccount,
} from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { type EndedOrNotYet, type StartedOnServer, startedOnServer, wakeAndAnswer } from '../hosting/index.ts'
import { openHostingPassword, storedPassword } from '../sealing/index.ts'
import { lockServer, refuseBadCredentials } from '../servers/index.ts'
import { passwordRequired, type Retry, retryElsewhere } from './retry-elsewhere.ts'

/**
 * Retries an operation that failed or waits. With another username, email or server, a create continues
 * as a new account with its own marker. The old row is kept as history.
 */
export async function retryOperation(
  ctx: Context,
  { id: operationId, ...request }: OperationRetry & ById,
): Promise<EndedOrNotYet> {
  const { subjectId: accountId } = await loadOperation(ctx.database.db, operationId)
  const refs = await ctx.database.db
    .transaction((tx) =>
      once(tx, { request: ctx.idempotency, refs: startedOnServer, clock: ctx.clock }, async () => {
        const { account, latest } = await lockAccount(tx, accountId)
        const operation = await lockOperation(tx, operationId)
        // A retry of a termination deletes the account.
        if (operation.kind === 'terminate') authorizeTermination(ctx)
        if (latest?.id !== operationId)
          throw new Refusal(
            'wrong-state',
            'A later operation on this account exists. Retry that one instead.',
          )
        const retried = await retryInTransaction(tx, ctx, { account, operation, request })
        await recordAudit(tx, {
          at: ctx.clock.now(),
          actor: ctx.actor,
          action: 'operation.retry',
          subject: { kind: 'operation', id: operationId },
          before: { status: operation.status },
          after: {
            accountId: retried.accountId,
            operationId: retried.operationId,
            username: request.username ?? null,
            email: request.email ?? null,
            serverId: request.serverId ?? null,
            password: request.password !== undefined,
          },
          requestId: ctx.requestId,
        })
        await ctx.beside?.(tx, { operationId: retried.operationId })
        return retried
      }),
    )
    .catch((error: unknown) => {
      throw isSecondOpenOperation(error) ? operationUnderWay() : error
    })
  return wakeAndAnswer(ctx, refs)
}

async function retryInTransaction(tx: Queryable, ctx: Context, retry: Retry): Promise<StartedOnServer> {
  const { account, operation, request } = retry
  if (!mayRetry(operation.status))
    throw new Refusal(
      'wrong-state',
      `This operation is ${operation.status}. Only a failed, stopped or waiting operation can be retried.`,
    )
  const moves =
    (request.username !== undefined && request.username !== account.username) ||
    (request.email !== undefined && request.email !== account.email) ||
    (request.serverId !== undefined && request.serverId !== account.serverId)
  const corrected = moves || request.password !== undefined
  if (corrected && (operation.kind !== 'create' || !mayRetryWithChanges(operation.status)))
    throw new Refusal(
      'wrong-state',
      'Only a create operation that has failed or stopped can be retried with other values. Cancel it first, or retry it unchanged.',
    )
  if (moves) return retryElsewhere(tx, ctx, retry)
  if (operation.kind === 'create') await readyAgain(tx, ctx, retry)
  await reopen(tx, ctx, operation)
  if (request.password !== undefined) await notePassword(tx, ctx, operation)
  return { accountId: account.id, operationId: operation.id, serverId: account.serverId }
}

async function reopen(tx: Queryable, ctx: Context, operation: OperationRow): Promise<void> {
  const at = ctx.clock.now()
  if (operation.kind === 'terminate')
    await transitionAccount(tx, operation.subjectId, { status: 'terminating' }, { at })
  await transitionOperation(tx, operation.id, {
    to: 'queued',
    at,
    set: {
      nextAttemptAt: at,
      retriedAt: at,
      error: null,
      dismissedAt: null,
      deferrals: 0,
      absentLookups: 0,
      stoppedByTrouble: false,
      troubleStops: 0,
      interruptions: 0,
    },
    note: { event: 'operation.retried', message: `Retry requested by ${ctx.actor.name}.` },
  })
}

/** The Credentials trays of other windows then no longer show the earlier password. */
const notePassword = (tx: Queryable, ctx: Context, operation: OperationRow) =>
  note(tx, operation.id, ctx.clock.now(), {
    event: 'operation.password-replaced',
    message: `${ctx.actor.name} entered another hosting password.`,
  })

/**
 * Reserves slot, username and email again for a failed or conflicting account, or refuses with the reason.
 */
async function readyAgain(tx: Queryable, ctx: Context, { account, request }: Retry): Promise<void> {
  const server = await lockServer(tx, account.serverId)
  if (!server)
    throw new Refusal('wrong-state', 'The server of this account was removed. Retry on another server.')
  const { password: given } = request
  if (given === undefined && openHostingPassword(ctx.keyring, account, server) === null)
    throw passwordRequired()
  const password = given === undefined ? {} : storedPassword(ctx, account.id, server, given)
  if (given !== undefined) refuseBadCredentials(ctx, server, { password: given }, '')
  const status = (await mayExistOnPanel(tx, account.id)) ? 'unknown' : 'pending'
  const obstacle = await reserveAgain(tx, ctx, account, { server, change: { status, ...password } })
  if (obstacle) throw asRefusal(obstacle)
}
