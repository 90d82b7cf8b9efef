import { countUnknownAttempts } from '#server/work/index.ts'
import type { HostingDecision } from './decision.ts'
import type { HostingWork } from './hosting-work.ts'

/**
 * Runs before a suspension, unsuspension or termination is sent again: after too many consecutive attempts of
 * unknown outcome, the operation needs attention. A retry by staff resets the count.
 * @returns null if it may be tried
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
      message: `${unknown} attempts ended without a clear response from ${server.name}, and the account there has not changed.`,
      remedy: 'Test the server’s connection and check the account in NextPanel. Then retry.',
    },
    account: {},
  }
}
