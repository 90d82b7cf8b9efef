import { creatingRules } from './creating.ts'
import { endingRules } from './ending.ts'
import { reachingRules } from './reaching.ts'
import { watchingRules } from './watching.ts'
import { workingRules } from './working.ts'

/** Every rule, under the headings of docs/rules.md. */
export const groups = {
  'Making an account, once': creatingRules,
  'Who works on what, and when': workingRules,
  'What happens to an account': endingRules,
  'Speaking to panels, and what is believed of their answers': reachingRules,
  'Health, pauses, alerts, timelines and reconciliation': watchingRules,
}
