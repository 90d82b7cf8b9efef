import type { CustomerHosting, CustomerSort } from '#contracts/customers/schemas.ts'
import { plural } from './plural.ts'

const sorts: Record<CustomerSort, string> = {
  '-createdAt': 'Newest first',
  createdAt: 'Oldest first',
  fullName: 'By name, A to Z',
  '-fullName': 'By name, Z to A',
  email: 'By email, A to Z',
  '-email': 'By email, Z to A',
}
const hosting: Record<CustomerHosting, string> = {
  some: 'With hosting',
  none: 'Without hosting',
  'needs-attention': 'Needs action',
}

/** The Customers page and its actions. */
export const customers = {
  title: 'Customers',
  newest: 'Newest customers',
  search: 'Search customers',
  searchHint: 'Name, email or company',
  byStatus: 'Filter by status',
  anyStatus: 'All customers',
  activeOnly: 'Active only',
  inactiveOnly: 'Inactive only',
  byHosting: 'Filter by hosting',
  anyHosting: 'Any hosting',
  hosting,
  byServer: 'Filter by server',
  anyServer: 'Any server',
  sortBy: 'Sort by',
  sorts,
  clearFilters: 'Clear filters',
  exportCsv: 'Export CSV',
  exportSeparator: 'Separator of the CSV file',
  separators: { comma: 'Comma', semicolon: 'Semicolon', tab: 'Tab' },
  exportHint: 'Exports all matching customers as a CSV file. Exports are logged.',
  keysHint: 'Keys: / to search, J and K to move, Enter to open, X to select.',
  noMatch: 'No customers match.',
  noMatchHelp: 'Change the search or the filters.',
  none: 'No customers yet.',
  noneHelp: 'Customers that you add or import appear here.',
  columns: {
    customer: 'Customer',
    email: 'Email',
    company: 'Company',
    hosting: 'Hosting',
    username: 'Username',
    server: 'Server',
    status: 'Status',
    created: 'Created',
  },
  total: (count: number, shown: string, more: boolean) =>
    `${shown}${more ? '+' : ''} ${plural(more ? 2 : count, { one: 'customer', other: 'customers' })}`,
  filtersUsed: (filters: string) => `Filters: ${filters}`,
  details: 'Details',
  viewDetails: 'View details',
  viewDetailsOf: (name: string) => `View details of ${name}`,
  select: (name: string) => `Select ${name}`,
  selectAll: 'Select all shown',
  active: 'Active',
  inactive: 'Inactive',
  needsAction: 'Needs action',
  accountsOn: (usernames: string, server: string) => `${usernames} on ${server}`,
  noHosting: 'No hosting',
  noValue: '-',
  /** The hosting of a customer with several accounts: "2 active, 1 suspended". */
  several: {
    attention: (count: number) => plural(count, { one: '# needs action', other: '# need action' }),
    active: (count: number) => `${count} active`,
    creating: (count: number) => `${count} being created`,
    waiting: (count: number) => `${count} waiting`,
    suspended: (count: number) => `${count} suspended`,
    terminating: (count: number) => `${count} being terminated`,
    notCreated: (count: number) => `${count} not created`,
  },
  needAction: (counts: { total: number; operations: number; alerts: number }) =>
    [
      plural(counts.total, { one: '# needs action', other: '# need action' }),
      `${plural(counts.operations, { one: '# hosting account', other: '# hosting accounts' })}, ${plural(counts.alerts, { one: '# server problem', other: '# server problems' })}.`,
    ].join(': '),
  showAll: 'Show all',
}

/** Actions on several selected customers. */
export const customerBulk = {
  region: 'Selected customers',
  actions: {
    activate: {
      label: 'Activate',
      title: (count: number) => plural(count, { one: 'Activate # customer', other: 'Activate # customers' }),
      means: 'They can sign in to this billing system again with their existing passwords.',
      running: 'Activating...',
      done: 'Activated.',
      skipped: 'Already active.',
    },
    deactivate: {
      label: 'Deactivate',
      title: (count: number) =>
        plural(count, { one: 'Deactivate # customer', other: 'Deactivate # customers' }),
      means:
        'They can no longer sign in to this billing system and are signed out everywhere. Hosting is unaffected: sites, mail and databases keep running.',
      running: 'Deactivating...',
      done: 'Deactivated.',
      skipped: 'Already inactive.',
    },
    suspend: {
      label: 'Suspend hosting',
      title: (count: number) =>
        plural(count, {
          one: 'Suspend the hosting of # customer',
          other: 'Suspend the hosting of # customers',
        }),
      means:
        'Sites and mail of all their active hosting accounts stop working until you unsuspend them. Nothing is deleted.',
      titleAll: 'Suspend the hosting of all customers that match',
    },
    unsuspend: {
      label: 'Unsuspend hosting',
      title: (count: number) =>
        plural(count, {
          one: 'Unsuspend the hosting of # customer',
          other: 'Unsuspend the hosting of # customers',
        }),
      means: 'Removes this reason. An account resumes when no reasons remain.',
      titleAll: 'Unsuspend the hosting of all customers that match',
    },
  },
  reason: 'Reason',
  reasonToRemove: 'Reason to remove',
  note: 'Note',
  noteHelp: 'For your team.',
  dryRun: {
    activate: (changed: number, none: number) =>
      [
        plural(changed, { one: '# customer will be activated', other: '# customers will be activated' }),
        ...(none ? [`${none} already active`] : []),
      ].join(', '),
    deactivate: (changed: number, none: number) =>
      [
        plural(changed, { one: '# customer will be deactivated', other: '# customers will be deactivated' }),
        ...(none ? [`${none} already inactive`] : []),
      ].join(', '),
  },
  summary: (count: { done: number; underWay: number; skipped: number; failed: number; left: number }) =>
    [
      `${count.done} done`,
      ...(count.underWay ? [`${count.underWay} in progress`] : []),
      ...(count.skipped ? [`${count.skipped} unchanged`] : []),
      ...(count.failed ? [`${count.failed} failed`] : []),
      ...(count.left ? [`${count.left} not started`] : []),
    ].join(', '),
}
