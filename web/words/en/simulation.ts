import type { SimulatedEventKind } from '#contracts/simulation/schemas.ts'
import { plural } from './plural.ts'

const kinds: Record<SimulatedEventKind, string> = {
  invoice: 'Invoice',
  'credit-note': 'Credit note',
  payment: 'Payment',
  credit: 'Credit used',
  start: 'Subscription starts',
  end: 'Subscription ends',
  reminder: 'Reminder',
  'late-fee': 'Late fee',
  suspension: 'Suspend hosting',
  unsuspension: 'Restore hosting',
  'termination-task': 'Decide on termination',
  stopped: 'Billing stops',
  'dunning-failed': 'Dunning fails',
}

/** The Forecast page. */
export const simulation = {
  title: 'Forecast',
  intro:
    'Invoices, payments and dunning of the next months, computed by the same rules as real billing. Nothing is saved. The forecast assumes that no customer, subscription or hosting account is added.',
  months: 'Months',
  nextMonths: (count: number) => plural(count, { one: 'Next month', other: 'Next # months' }),
  pays: 'Payments',
  never: 'Nothing is paid',
  onDue: 'Paid on the due date',
  late: (days: number) => plural(days, { one: 'Paid # day late', other: 'Paid # days late' }),
  oneCustomer: 'One customer',
  customer: (name: string) => `Customer: ${name}`,
  exportCsv: 'Export CSV',
  totals: 'By month',
  span: (from: string, until: string, customers: string) =>
    `From ${from} to ${until}. Customers with billing: ${customers}.`,
  month: 'Month',
  invoices: 'Invoices',
  net: 'Net',
  tax: 'Tax',
  total: 'Total',
  lateFees: 'Late fees',
  paid: 'Paid',
  creditUsed: 'Credit used',
  events: 'Events',
  kinds,
  none: 'Nothing happens in these months',
  noneHelp: 'No subscription will be billed, and no invoice is unpaid.',
  newInvoice: (count: string) => `New invoice ${count}`,
  due: (date: string) => `Due ${date}`,
  line: (quantity: number, description: string) => `${quantity} x ${description}`,
  hosting: (usernames: string) => `Hosting: ${usernames}`,
  leftOut: (count: string) => `${count} later events are not listed. The CSV file contains all events.`,
}
