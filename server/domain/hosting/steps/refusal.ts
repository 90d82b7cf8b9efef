import { statusWithoutTermination } from '#contracts/hosting/states.ts'
import type { OperationError } from '#contracts/operations/schemas.ts'
import type { PanelError } from '#panels/kit/index.ts'
import { retryLater } from '#server/work/index.ts'
import type { AccountChange } from '../../accounts/index.ts'
import { pauseForTrouble } from '../../servers/index.ts'
import type { HostingDecision } from './decision.ts'
import type { HostingWork } from './hosting-work.ts'

/**
 * Returns the account's state if its creation stops here. An account that may exist keeps its slot and names.
 */
const stoppedCreate = ({ pastCreates }: HostingWork): AccountChange => ({
  status: pastCreates.length > 0 ? 'unknown' : 'failed',
})

/** Returns the account's state if the operation stops here. */
export const whenStopped = (work: HostingWork): AccountChange =>
  work.operation.kind === 'create' ? stoppedCreate(work) : {}

/** Retries later, or needs attention after too long. Time on hold does not count. */
export function waitAndRetry(
  work: HostingWork,
  error: OperationError & { readonly afterMs?: number | undefined },
): HostingDecision {
  const decision = retryLater(work, error, { afterMs: error.afterMs, resumedAt: work.server.resumedAt })
  return decision.to === 'waiting' ? decision : { ...decision, account: whenStopped(work) }
}

/** An abandoned termination restores the account's previous status. */
const withoutTermination = ({ operation, account, pastCreates }: HostingWork): AccountChange =>
  operation.kind === 'terminate'
    ? { status: statusWithoutTermination(account, pastCreates.length > 0), holdsSlot: account.holdsSlot }
    : {}

// A connection test may pass while the operation's own calls fail. In that case, staff have to check it.
const mostTroubleStops = 5

/**
 * Stops with the reason, so the caller gets it at once. The operation resumes automatically when the trouble
 * is over.
 */
function stoppedByTrouble(
  { operation, server }: HostingWork,
  error: PanelError,
  account: AccountChange,
): HostingDecision {
  const { code, message } = error
  const troubleStops = operation.troubleStops + 1
  const resumes = troubleStops < mostTroubleStops
  const remedy = resumes
    ? `${error.remedy} When the connection test of ${server.name} passes, the operation resumes automatically.`
    : error.remedy
  return {
    to: 'needs-person',
    error: { code, message, remedy },
    account,
    operation: { troubleStops, stoppedByTrouble: resumes },
  }
}

/**
 * Returns the consequence of a panel's refusal for the operation, except refusals about existing accounts.
 */
export async function decideOnRefusal(work: HostingWork, error: PanelError): Promise<HostingDecision> {
  const { code, message, remedy } = error
  const account = whenStopped(work)
  switch (error.kind) {
    case 'retry-later':
    case 'unknown-outcome':
      return waitAndRetry(work, error)
    case 'needs-operator':
      await pauseForTrouble(work.domain, work.server.id, `${message} ${remedy}`.trim())
      return stoppedByTrouble(work, error, account)
    case 'rejected':
    case 'conflict':
    case 'not-supported':
      return {
        to: 'failed',
        error: { code, message, remedy },
        account: { ...account, ...withoutTermination(work) },
      }
  }
}
