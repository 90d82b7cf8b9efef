import { plural } from './plural.ts'

const customersOf = (count: number) => plural(count, { one: '# customer', other: '# customers' })
const accountsOf = (count: number) => plural(count, { one: '# hosting account', other: '# hosting accounts' })

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
  alertOperations: (count: number) =>
    plural(count, { one: '# operation blocked', other: '# operations blocked' }),
  onboardings: 'Onboardings',
  period: 'Period of the charts',
  days: (days: number) => plural(days, { one: '# day', other: '# days' }),
  perDay: 'Onboardings per day',
  perDaySummary: (customers: number, accounts: number) =>
    `${customersOf(customers)} added, ${accountsOf(accounts)} created`,
  perDayPoint: (customers: number, accounts: number) => `${customersOf(customers)}, ${accountsOf(accounts)}`,
  perDayNone: 'No customers added in this period.',
  success: 'Success rate',
  successSummary: (rate: string, succeeded: number, ended: number) =>
    `${rate}: ${succeeded} of ${accountsOf(ended)} created`,
  successPoint: (rate: string, succeeded: number, ended: number) => `${rate}, ${succeeded} of ${ended}`,
  underWay: (count: number) => `${count} in progress`,
  time: 'Time to active',
  timeSummary: (median: string) => `Median ${median} from click to active`,
  timePoint: (median: string) => `median ${median}`,
  noHosting: 'No hosting requested in this period.',
  nothingThatDay: 'none',
}
