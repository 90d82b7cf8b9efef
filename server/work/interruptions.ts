import { backoffMs } from './backoff.ts'
import type { Decision } from './decision.ts'
import { stoppedCreate } from '#server/domain/hosting/steps/refusal.ts'
import type { Work } from './work.ts'

// One interruption is a restart. From the second on the operation itself may be what takes the worker down: others
// get their turn first, and a person gets it in the end.
const suspicious = 2
const tooMany = 4

/** What to do with an operation whose runs were cut off again and again; null to go on with it. */
export function heedInterruptions(work: Work): Decision | null {
  const { operation, domain, interrupted } = work
  const { interruptions } = operation
  if (!interrupted || interruptions < suspicious) return null
  if (interruptions >= tooMany)
    return {
      to: 'needs-person',
      error: {
        code: 'interrupted-repeatedly',
        message: `This application was stopped ${interruptions} times in a row while it worked on this operation.`,
        remedy:
          'Look in its log for why it stopped. Then retry the operation, which looks at the panel first.',
      },
      account: operation.kind === 'create' ? stoppedCreate(work) : {},
    }
  return {
    to: 'waiting',
    message: `Cut off ${interruptions} times in a row: other operations go first.`,
    afterMs: backoffMs(domain.engine, { deferrals: interruptions }),
    operation: { interruptions },
  }
}
