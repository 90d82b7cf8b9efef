import { backoffMs } from './backoff.ts'
import type { Decision, Work } from './contract.ts'

// One interruption is a restart. From the second on the operation itself may be what takes the worker down: other
// operations run first, and staff get it in the end.
const suspicious = 2
const tooMany = 4

/** What to do with an operation whose runs were cut off again and again; null to continue it. */
export function checkInterruptions(work: Work): Decision | null {
  const { operation, context, interrupted } = work
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
    }
  return {
    to: 'waiting',
    message: `Interrupted ${interruptions} times in a row: other operations run first.`,
    afterMs: backoffMs(context.engine, { deferrals: interruptions }),
    operation: { interruptions },
  }
}
