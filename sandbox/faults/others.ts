import type { Fault } from './fault.ts'

/** What is said and not so, and what somebody else does in between. */
export const otherFaults = {
  phantom: {
    summary: 'The answer says that it is done, and nothing is; the id goes to the next account made.',
    calls: ['create', 'suspend', 'unsuspend', 'delete'],
    apply: ({ rehearse }) => rehearse(),
  },
  'stranger-username': {
    summary: "A stranger's account gets the username first; then the panel answers as it must.",
    calls: ['create'],
    async apply({ letStrangerTake, perform }) {
      await letStrangerTake('username')
      return perform()
    },
  },
  'stranger-email': {
    summary: "A stranger's account gets the e-mail address first; then the panel answers as it must.",
    calls: ['create'],
    async apply({ letStrangerTake, perform }) {
      await letStrangerTake('email')
      return perform()
    },
  },
} as const satisfies Record<string, Fault>
