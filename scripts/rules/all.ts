import { creatingRules } from './creating.ts'
import { endingRules } from './ending.ts'
import { reachingRules } from './reaching.ts'
import { watchingRules } from './watching.ts'
import { workingRules } from './working.ts'

/** Every rule, under the headings of docs/rules.md. */
export const groups = {
  'Creating an account once': creatingRules,
  'Leases, queues, limits and states': workingRules,
  'Operations on an existing account': endingRules,
  'Requests to panels and their answers': reachingRules,
  'Health, pauses, alerts, live views and reconciliation': watchingRules,
}
