import type { PanelError } from '#panels/kit/index.ts'
import { pauseForTrouble } from '#server/domain/servers/index.ts'
import { backoffMs } from '#server/work/backoff.ts'
import type { AccountChange, Decision } from '#server/work/decision.ts'
import { statusWithoutTermination } from '#server/domain/accounts/standing.ts'
import type { Work } from '#server/work/work.ts'

/** What becomes of the account's row when its creation stops here. What may exist keeps its slot and its names. */
export const stoppedCreate = (work: Work): { status: 'failed' | 'unknown'; holdsSlot: boolean } =>
  work.perhapsMade.length > 0
    ? { status: 'unknown', holdsSlot: true }
    : { status: 'failed', holdsSlot: false }

/** Tries again later, or hands over to a person once it has been too long. */
export function waitAndRetry(
  work: Work,
  error: { code: string; message: string; remedy: string; afterMs?: number | undefined },
): Decision {
  const { domain, operation, server } = work
  const { code, message, remedy } = error
  // The time of a pause is nobody's impatience.
  const since = Math.max(
    (operation.retriedAt ?? operation.createdAt).getTime(),
    server.resumedAt?.getTime() ?? 0,
  )
  const age = domain.clock.now().getTime() - since
  if (age > domain.engine.giveUpAfterMs)
    return {
      to: 'needs-person',
      error: { code, message: `${message} It was tried for too long without success.`, remedy },
      account: operation.kind === 'create' ? stoppedCreate(work) : {},
    }
  const afterMs = backoffMs(domain.engine, { deferrals: operation.deferrals, afterMs: error.afterMs })
  return {
    to: 'waiting',
    message: `${message} Trying again in ${Math.max(1, Math.round(afterMs / 1000))} s.`,
    afterMs,
    error: { code, message, remedy },
    operation: { deferrals: operation.deferrals + 1 },
  }
}

/** A termination that will not be leaves the account as it stood. */
const kept = ({ operation, account, perhapsMade }: Work) =>
  operation.kind === 'terminate' ? { status: statusWithoutTermination(account, perhapsMade.length > 0) } : {}

// A connection test may pass where the operation's own calls do not: then it is a person's after all.
const mostTroubleStops = 5

/** Stops with the reason, so that whoever asked knows it at once; and goes on when the server does, which is said too. */
function stoppedByTrouble({ operation, server }: Work, error: PanelError, account: AccountChange): Decision {
  const { code, message } = error
  const troubleStops = operation.troubleStops + 1
  const goesOn = troubleStops < mostTroubleStops
  const remedy = goesOn
    ? `${error.remedy} Once the connection test of ${server.name} passes, this goes on by itself.`
    : error.remedy
  return {
    to: 'needs-person',
    error: { code, message, remedy },
    account,
    operation: { troubleStops, stoppedByTrouble: goesOn },
  }
}

/** What a panel's refusal means for the operation, where it is not a question of whether something exists. */
export async function decideOnRefusal(work: Work, error: PanelError): Promise<Decision> {
  const { code, message, remedy } = error
  const account = work.operation.kind === 'create' ? stoppedCreate(work) : {}
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
      return { to: 'failed', error: { code, message, remedy }, account: { ...account, ...kept(work) } }
  }
}
