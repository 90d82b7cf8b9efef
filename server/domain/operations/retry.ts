import type { OperationRetry } from '#contracts/operations/schemas.ts'
import { mayRetry, mayRetryWithChanges } from '#contracts/operations/states.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { isSecondOpenOperation, transitionOperation } from '#server/work/index.ts'
import {
  asRefusal,
  loadOperation,
  lockAccount,
  lockOperation,
  mayExistOnPanel,
  type OperationRow,
  operationUnderWay,
  reserveAgain,
  storedPassword,
  transitionAccount,
} from '../accounts/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { type EndedOrNotYet, type StartedOnServer, startedOnServer, wakeAndAnswer } from '../hosting/index.ts'
import { lockServer } from '../servers/index.ts'
import { passwordRequired, type Retry, retryElsewhere } from './retry-elsewhere.ts'

/**
 * Retries an operation that failed or waits. With another username or server, a create continues as a new account
 * with a marker of its own; the old row stays for the record.
 */
export async function retryOperation(
  domain: Domain,
  call: Call,
  request: OperationRetry & { operationId: string },
): Promise<EndedOrNotYet> {
  requireStaff(call)
  const { operationId } = request
  const { subjectId: accountId } = await loadOperation(domain.database.db, operationId)
  const refs = await domain.database.db
    .transaction((tx) =>
      once(tx, { request: call.idempotency, refs: startedOnServer, clock: domain.clock }, async () => {
        const { account, latest } = await lockAccount(tx, accountId)
        const operation = await lockOperation(tx, operationId)
        if (latest?.id !== operationId)
          throw new Refusal(
            'wrong-state',
            'A later operation on this account exists. Retry that one instead.',
          )
        const retried = await retryInTransaction(tx, domain, call, { account, operation, request })
        await recordAudit(tx, {
          at: domain.clock.now(),
          actor: call.actor,
          action: 'operation.retry',
          subject: { kind: 'operation', id: operationId },
          before: { status: operation.status },
          after: {
            accountId: retried.accountId,
            operationId: retried.operationId,
            username: request.username ?? null,
            serverId: request.serverId ?? null,
            password: request.password !== undefined,
          },
          requestId: call.requestId,
        })
        return retried
      }),
    )
    .catch((error: unknown) => {
      throw isSecondOpenOperation(error) ? operationUnderWay() : error
    })
  return wakeAndAnswer(domain, call, refs)
}

async function retryInTransaction(
  tx: Queryable,
  domain: Domain,
  call: Call,
  retry: Retry,
): Promise<StartedOnServer> {
  const { account, operation, request } = retry
  if (!mayRetry(operation.status))
    throw new Refusal(
      'wrong-state',
      `This operation is ${operation.status}; only one that failed or waits can be retried.`,
    )
  const moves =
    (request.username !== undefined && request.username !== account.username) ||
    (request.serverId !== undefined && request.serverId !== account.serverId)
  const corrected = moves || request.password !== undefined
  if (corrected && (operation.kind !== 'create' || !mayRetryWithChanges(operation.status)))
    throw new Refusal(
      'wrong-state',
      'Only a creation that has stopped can be retried with other values. Cancel it first, or retry it unchanged.',
    )
  if (moves) return retryElsewhere(tx, domain, call, retry)
  if (operation.kind === 'create') await readyAgain(tx, domain, retry)
  await reopen(tx, domain, call, operation)
  return { accountId: account.id, operationId: operation.id, serverId: account.serverId }
}

async function reopen(tx: Queryable, domain: Domain, call: Call, operation: OperationRow): Promise<void> {
  const at = domain.clock.now()
  if (operation.kind === 'terminate')
    await transitionAccount(tx, operation.subjectId, { status: 'terminating' }, { at })
  await transitionOperation(tx, operation.id, {
    to: 'queued',
    at,
    set: {
      nextAttemptAt: at,
      retriedAt: at,
      error: null,
      deferrals: 0,
      absentLookups: 0,
      stoppedByTrouble: false,
      troubleStops: 0,
      interruptions: 0,
    },
    note: { event: 'operation.retried', message: `Retry requested by ${call.actor.name}.` },
  })
}

/** Gives a failed or conflicting account its slot, username and email again, or refuses with the reason. */
async function readyAgain(tx: Queryable, domain: Domain, { account, request }: Retry): Promise<void> {
  if (request.password === undefined && account.passwordSealed === null) throw passwordRequired()
  const password = request.password === undefined ? {} : storedPassword(domain, account.id, request.password)
  const server = await lockServer(tx, account.serverId)
  if (!server)
    throw new Refusal('wrong-state', 'The server of this account was removed. Retry on another server.')
  const status = (await mayExistOnPanel(tx, account.id)) ? 'unknown' : 'pending'
  const obstacle = await reserveAgain(tx, domain, account, { server, change: { status, ...password } })
  if (obstacle) throw asRefusal(obstacle)
}
