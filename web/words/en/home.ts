import { plural } from './plural.ts'

const customersOf = (count: number) => plural(count, { one: '# customer', other: '# customers' })
const accountsOf = (count: number) => plural(count, { one: '# hosting account', other: '# hosting accounts' })

const daysBefore = (days: number) => plural(days, { one: 'the day before', other: 'the # days before' })

/** The start page. */
export const home = {
  title: 'Home',
  addCustomer: 'Add Customer',
  attention: 'Needs action',
  attentionNone: 'All clear. Nothing needs you right now.',
  attentionNoneHelp: 'Server problems and stopped operations appear here.',
  all: 'All',
  more: (count: number) => `+${count} more`,
  alertSince: 'Since',
  webhookDisabled: 'Webhook endpoint disabled',
  billingParked: 'Billing is stopped',
  suspensionsStopped: 'Suspensions are stopped until they are confirmed',
  hostingNotCreated: 'Ordered hosting was not created',
  terminationDue: 'Decide whether to terminate the hosting account',
  noAccountToSuspend: 'An overdue subscription has no hosting account',
  billingRunStopped: 'The invoice run is stopped',
  backupFailed: 'The backup failed',
  alertOperations: (count: number) =>
    plural(count, { one: '# operation blocked', other: '# operations blocked' }),
  onboardings: 'Onboardings',
  period: 'Period of the charts',
  days: (days: number) => plural(days, { one: '# day', other: '# days' }),
  perDay: 'Onboardings per day',
  perDaySummary: (customers: number, accounts: number) =>
    `${customersOf(customers)} added, ${accountsOf(accounts)} created`,
  perDayPoint: (customers: number, accounts: number) => `${customersOf(customers)}, ${accountsOf(accounts)}`,
  moreThanBefore: (count: number, days: number) =>
    `${plural(count, { one: '# more customer', other: '# more customers' })} than in ${daysBefore(days)}`,
  fewerThanBefore: (count: number, days: number) =>
    `${plural(count, { one: '# fewer customer', other: '# fewer customers' })} than in ${daysBefore(days)}`,
  asManyAsBefore: (days: number) => `As many customers as in ${daysBefore(days)}`,
  perDayNone: 'No customers added in this period.',
  success: 'Success rate',
  successSummary: (rate: string, succeeded: number, ended: number) =>
    `${rate}: ${succeeded} of ${accountsOf(ended)} created`,
  successPoint: (rate: string, succeeded: number, ended: number) => `${rate}, ${succeeded} of ${ended}`,
  betterThanBefore: (points: string, days: number) =>
    `${points} percentage points higher than in ${daysBefore(days)}`,
  worseThanBefore: (points: string, days: number) =>
    `${points} percentage points lower than in ${daysBefore(days)}`,
  underWay: (count: number) => `${count} in progress`,
  time: 'Time to active',
  timeSummary: (median: string) => `Median ${median} from click to active`,
  timePoint: (median: string) => `median ${median}`,
  fasterThanBefore: (time: string, days: number) => `${time} faster than in ${daysBefore(days)}`,
  slowerThanBefore: (time: string, days: number) => `${time} slower than in ${daysBefore(days)}`,
  sameAsBefore: (days: number) => `The same as in ${daysBefore(days)}`,
  nothingBefore: (days: number) => `No hosting created in ${daysBefore(days)}`,
  noHosting: 'No hosting requested in this period.',
  nothingThatDay: 'none',
}
