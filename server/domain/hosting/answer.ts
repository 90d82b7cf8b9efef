import { z } from 'zod'
import type { AccountAndOperation } from '#contracts/hosting/schemas.ts'
import type { Call, Domain } from '../context.ts'
import { isAtRest, waitForOperation } from '../operations/index.ts'
import { readAccountAndOperation } from '../accounts/read.ts'

/** What an idempotency key of a call that starts an operation is bound to. */
export const startedRefs = z.object({ accountId: z.string(), operationId: z.string() })
export type StartedRefs = z.infer<typeof startedRefs>

/** 200: ended, or waiting for a person. 202: not yet. */
export type EndedOrNotYet =
  | { status: 200; body: AccountAndOperation }
  | { status: 202; body: AccountAndOperation }

/** Waits as the caller asked, then answers the state reached. */
export async function answerStarted(domain: Domain, call: Call, refs: StartedRefs): Promise<EndedOrNotYet> {
  await waitForOperation(domain, refs.operationId, call.waitMs)
  const body = await readAccountAndOperation(domain.database.db, refs)
  return isAtRest(body.operation.status) ? { status: 200, body } : { status: 202, body }
}
