import type { DunningAction } from '#contracts/dunning/schemas.ts'
import { plural } from './plural.ts'

const actions: Record<DunningAction, string> = {
  remind: 'Reminder',
  'late-fee': 'Late fee',
  suspend: 'Suspend hosting',
  'ask-to-terminate': 'Decide on termination',
}

/** The Dunning page, and the dunning of one customer. */
export const dunning = {
  title: 'Dunning',
  intro: 'Overdue invoices: the reminders, late fees and suspensions that were done, and those that follow.',
  off: 'Dunning is off. Nothing is reminded, charged or suspended.',
  toPolicy: 'Change the steps',
  actions,
  brake: 'Suspensions today',
  brakeCounts: (suspended: string, pending: string, limit: string) =>
    `${suspended} requested, ${pending} due, at most ${limit} without a confirmation.`,
  brakeStopped: (count: number) =>
    plural(count, {
      one: 'Suspensions are stopped: # account would be suspended today.',
      other: 'Suspensions are stopped: # accounts would be suspended today.',
    }),
  brakeHelp: 'Check the forecast below. Reminders are still sent.',
  confirm: (count: number) => plural(count, { one: 'Confirm # account', other: 'Confirm # accounts' }),
  confirmTitle: 'Continue the suspensions?',
  confirmMeans: (count: number) =>
    plural(count, {
      one: 'At most # account is suspended today. If more accounts become due, suspensions stop again.',
      other: 'At most # accounts are suspended today. If more accounts become due, suspensions stop again.',
    }),
  confirming: 'Confirming...',
  confirmed: 'The suspensions continue.',
  wishes: 'Waiting for their hosting account',
  wishesHelp: 'Each continues when the open operation ends and the state of the account is known.',
  toSuspend: 'To suspend',
  toRestore: 'Restoring',
  operation: 'See the operation',
  forecast: 'Forecast',
  forecastHelp: 'If nothing is paid and no invoice is added.',
  until: 'Period',
  days: (count: number) => plural(count, { one: 'Until tomorrow', other: '# days' }),
  noForecast: 'No steps in these days',
  noForecastHelp: 'No invoice reaches a step of the policy.',
  counts: (reminders: string, fees: string, suspensions: string) =>
    `Reminders: ${reminders}. Late fees: ${fees}. Suspensions: ${suspensions}.`,
  fee: (amount: string) => `Fee ${amount}`,
  accounts: (usernames: string) => `Hosting: ${usernames}`,
  cases: 'Open cases',
  noCases: 'No open cases',
  noCasesHelp: 'No invoice has reached a step of the policy.',
  dueSince: (date: string) => `Due since ${date}`,
  lastStep: (action: string, date: string) => `${action} on ${date}`,
  nextStep: (date: string) => `Next step on ${date}`,
  exhausted: 'All steps done',
  held: (date: string) => `On hold until ${date}`,
  hold: 'Hold',
  holdOf: (name: string) => `Hold the case of ${name}`,
  holdTitle: (name: string) => `Hold the case of ${name}?`,
  holdMeans: 'No step happens before this day. Hosting that is suspended stays suspended.',
  holdUntil: 'Until',
  holdReason: 'Reason',
  holding: 'Saving...',
  heldNow: 'The case is on hold.',
  release: 'Continue',
  releaseOf: (name: string) => `Continue the case of ${name}`,
  released: 'The case continues.',
  releasedBecause: 'Continued by staff.',
  ofCustomer: 'Overdue invoices',
  noneOfCustomer: 'No invoice is in dunning.',
  suspendedBecause: (why: string) => `Hosting is suspended or about to be. ${why}`,
  restoring: (username: string) => `${username}: restoring. It is active again when the server confirms it.`,
}
