import type { Fault } from './fault.ts'

/** False responses, and actions of other owners in between. */
export const otherFaults = {
  phantom: {
    summary:
      'The response reports success, and nothing is done. The next account that is created gets the id.',
    calls: ['create', 'suspend', 'unsuspend', 'delete'],
    apply: ({ rehearse }) => rehearse(),
  },
  'stranger-username': {
    summary: 'An account of another owner gets the username first. Then the panel responds accordingly.',
    calls: ['create'],
    async apply({ letStrangerTake, perform }) {
      await letStrangerTake('username')
      return perform()
    },
  },
  'stranger-email': {
    summary: 'An account of another owner gets the email first. Then the panel responds accordingly.',
    calls: ['create'],
    async apply({ letStrangerTake, perform }) {
      await letStrangerTake('email')
      return perform()
    },
  },
} as const satisfies Record<string, Fault>
