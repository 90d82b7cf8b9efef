import { backoffMs } from './backoff.ts'
import type { Decision, Work } from './contract.ts'

// One interruption is a restart. From the second on, the operation itself may stop the worker: other
// operations run first, and finally staff decide.
const suspicious = 2
const tooMany = 4

/** Returns the decision for an operation whose runs were interrupted repeatedly, or null to continue it. */
export function checkInterruptions(work: Work): Decision | null {
  const { operation, context, interrupted } = work
  const { interruptions } = operation
  if (!interrupted || interruptions < suspicious) return null
  if (interruptions >= tooMany)
    return {
      to: 'needs-person',
      error: {
        code: 'interrupted-repeatedly',
        message: `This application stopped ${interruptions} times in a row during this operation.`,
        remedy:
          'Check the log for the cause. Then retry the operation. The retry looks the account up first.',
      },
    }
  return {
    to: 'waiting',
    message: `Interrupted ${interruptions} times in a row. Other operations run first.`,
    afterMs: backoffMs(context.engine, { deferrals: interruptions }),
    operation: { interruptions },
  }
}
