import { eq } from 'drizzle-orm'
import type { OperationRetry } from '#contracts/operations/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { isUniqueViolation, type Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { mayExistOnPanel, note, operationUnderWay, wakeEngine } from './index.ts'
import { keptPassword } from '#server/work/index.ts'
import { lockServer, whyNotPlaceable } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { operations } from '#server/work/tables.ts'
import { answerStarted, type EndedOrNotYet, type StartedRefs, startedRefs } from '../hosting/answer.ts'
import { loadOperationRow } from './load-operation.ts'
import { lockAccount, lockOperation, type OperationRow } from '../accounts/lock.ts'
import { asRefusal } from '../accounts/reserve.ts'
import { passwordRequired, type Retry, retryElsewhere } from './retry-elsewhere.ts'

/**
 * Tries an operation again that failed or waits. With another username or server a create goes on as a new
 * account with a marker of its own; the old row stays for the record.
 */
export async function retryOperation(
  domain: Domain,
  call: Call,
  request: OperationRetry & { operationId: string },
): Promise<EndedOrNotYet> {
  requireStaff(call)
  const { operationId } = request
  const { accountId } = await loadOperationRow(domain.database.db, operationId)
  const refs = await domain.database.db
    .transaction((tx) =>
      once(tx, { request: call.idempotency, refs: startedRefs, clock: domain.clock }, async () => {
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
            ...retried,
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
      throw isUniqueViolation(error, 'operations_one_open') ? operationUnderWay() : error
    })
  domain.signals.changed(operationId)
  return answerStarted(domain, call, refs)
}

async function retryInTransaction(
  tx: Queryable,
  domain: Domain,
  call: Call,
  retry: Retry,
): Promise<StartedRefs> {
  const { account, operation, request } = retry
  if (!['failed', 'needs-person', 'waiting'].includes(operation.status))
    throw new Refusal(
      'wrong-state',
      `This operation is ${operation.status}; only one that failed or waits can be retried.`,
    )
  const moves =
    (request.username !== undefined && request.username !== account.username) ||
    (request.serverId !== undefined && request.serverId !== account.serverId)
  const corrected = moves || request.password !== undefined
  if (corrected && (operation.kind !== 'create' || operation.status === 'waiting'))
    throw new Refusal(
      'wrong-state',
      'Only a creation that has stopped can be retried with other values. Cancel it first, or retry it unchanged.',
    )
  if (moves) return retryElsewhere(tx, domain, call, retry)
  if (operation.kind === 'create') await readyAgain(tx, domain, retry)
  await reopen(tx, domain, call, operation)
  return { accountId: account.id, operationId: operation.id }
}

async function reopen(tx: Queryable, domain: Domain, call: Call, operation: OperationRow): Promise<void> {
  const at = domain.clock.now()
  await tx
    .update(operations)
    .set({
      status: 'queued',
      nextAttemptAt: at,
      error: null,
      endedAt: null,
      deferrals: 0,
      absentLooks: 0,
      stoppedByTrouble: false,
      troubleStops: 0,
      interruptions: 0,
      retriedAt: at,
      updatedAt: at,
    })
    .where(eq(operations.id, operation.id))
  if (operation.kind === 'terminate')
    await tx
      .update(hostingAccounts)
      .set({ status: 'terminating', updatedAt: at })
      .where(eq(hostingAccounts.id, operation.accountId))
  await note(tx, operation.id, at, {
    event: 'operation.retried',
    message: `Retry asked for by ${call.actor.name}.`,
  })
  await wakeEngine(tx, domain, operation.id)
}

/** Gives a failed or conflicting account its slot, username and e-mail again, or says why that cannot be. */
async function readyAgain(tx: Queryable, domain: Domain, { account, request }: Retry): Promise<void> {
  if (request.password === undefined && account.passwordSealed === null) throw passwordRequired()
  const password = request.password === undefined ? {} : keptPassword(domain, account.id, request.password)
  if (!account.holdsSlot) {
    const server = await lockServer(tx, account.serverId)
    if (!server)
      throw new Refusal('wrong-state', 'The server of this account was removed. Retry on another server.')
    const refusal = whyNotPlaceable(server)
    // An offline server is waited for: the account is its already.
    if (refusal && refusal.code !== 'server-offline')
      throw asRefusal({ code: refusal.code, message: refusal.reason, remedy: refusal.remedy })
  }
  const mayExist = await mayExistOnPanel(tx, account.id)
  try {
    await tx
      .update(hostingAccounts)
      .set({
        status: mayExist ? 'unknown' : 'pending',
        holdsSlot: true,
        ...password,
        updatedAt: domain.clock.now(),
      })
      .where(eq(hostingAccounts.id, account.id))
  } catch (error) {
    if (isUniqueViolation(error))
      throw new Refusal(
        'username-taken',
        'Another hosting account of yours on this server uses this username or e-mail meanwhile. Retry with another username.',
      )
    throw error
  }
}
