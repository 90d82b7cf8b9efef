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
  days: (days: number) => `${days} days`,
  perDay: 'Onboardings per day',
  perDaySummary: (customers: number, accounts: number) =>
    `${customersOf(customers)} added, ${accountsOf(accounts)} created`,
  perDayPoint: (customers: number, accounts: number) => `${customersOf(customers)}, ${accountsOf(accounts)}`,
  perDayNone: 'No customer was added in this time.',
  success: 'Success rate',
  successSummary: (rate: string, succeeded: number, ended: number) =>
    `${rate}: ${succeeded} of ${accountsOf(ended)} created`,
  successPoint: (rate: string, succeeded: number, ended: number) => `${rate}, ${succeeded} of ${ended}`,
  underWay: (count: number) => `${count} under way`,
  time: 'Time to active',
  timeSummary: (median: string) => `${median} in the middle, from the click until active`,
  timePoint: (median: string) => `${median} in the middle`,
  noHosting: 'No hosting was asked for in this time.',
  nothingThatDay: 'none',
}
