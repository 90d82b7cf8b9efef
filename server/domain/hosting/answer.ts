import { z } from 'zod'
import type { AccountAndOperation } from '#contracts/hosting/schemas.ts'
import { isSettled } from '#contracts/operations/states.ts'
import { waitForOperation, wake } from '#server/work/index.ts'
import { readAccountAndOperation } from '../accounts/index.ts'
import type { Context } from '../context.ts'

/** The value that an idempotency key of a call that starts an operation is bound to. */
export const startedRefs = z.object({ accountId: z.string(), operationId: z.string() })
export type StartedRefs = z.infer<typeof startedRefs>

/** The same with the queue to wake. Keys from an earlier release have no server. */
export const startedOnServer = startedRefs.extend({ serverId: z.string().optional() })
export type StartedOnServer = z.infer<typeof startedOnServer>

/** 200: settled. 202: not yet. */
export type EndedOrNotYet =
  | { status: 200; body: AccountAndOperation }
  | { status: 202; body: AccountAndOperation }

/** Waits as the caller requested, then returns the current state. */
export async function answerStarted(ctx: Context, refs: StartedRefs): Promise<EndedOrNotYet> {
  const { db } = ctx.database
  const body = await waitForOperation(ctx, refs.operationId, {
    waitMs: ctx.waitMs,
    read: () => readAccountAndOperation(db, refs.operationId),
    progressOf: ({ operation }) => operation,
  })
  return isSettled(body.operation.status) ? { status: 200, body } : { status: 202, body }
}

/** The same for a call that has just started or changed the operation. */
export function wakeAndAnswer(ctx: Context, refs: StartedOnServer): Promise<EndedOrNotYet> {
  if (refs.serverId !== undefined) wake(ctx, refs.serverId, refs.operationId)
  ctx.signals.concluded(refs.operationId)
  return answerStarted(ctx, refs)
}
