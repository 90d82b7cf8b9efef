import { countUnknownAttempts } from '#server/work/index.ts'
import type { HostingDecision } from './decision.ts'
import type { HostingWork } from './hosting-work.ts'

/**
 * Before a suspension, unsuspension or termination is sent again: staff take over once too many attempts in a row had
 * no known outcome. A retry by staff resets the allowance.
 * @returns null while it may be tried
 */
export async function outOfAttempts(work: HostingWork): Promise<HostingDecision | null> {
  const { domain, server } = work
  if (work.progress.attempts === 0) return null
  const unknown = await countUnknownAttempts(work)
  if (unknown < domain.engine.maxUnknownAttempts) return null
  return {
    to: 'needs-person',
    error: {
      code: 'outcome-unknown',
      message: `${unknown} attempts ended without a clear answer from ${server.name}, and the account there is still as before.`,
      remedy: 'Test the server’s connection and look at the account in NextPanel; then retry.',
    },
    account: {},
  }
}
