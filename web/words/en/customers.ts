import type { CustomerHosting, CustomerSort } from '#contracts/customers/schemas.ts'

const sorts: Record<CustomerSort, string> = {
  '-createdAt': 'Newest first',
  createdAt: 'Oldest first',
  fullName: 'By name, A to Z',
  '-fullName': 'By name, Z to A',
  email: 'By e-mail, A to Z',
  '-email': 'By e-mail, Z to A',
}
const hosting: Record<CustomerHosting, string> = {
  some: 'With hosting',
  none: 'Without hosting',
  'needs-attention': 'Needs attention',
}

/** The Customers page and what happens on it. */
export const customers = {
  title: 'Customers',
  newest: 'Newest customers',
  search: 'Search customers',
  searchHint: 'Name, e-mail address or company',
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
  exportHint: 'All customers that match, as a file for a spreadsheet. It is on record who exported what.',
  keysHint: 'Keys: / searches, J and K move, Enter opens, X selects.',
  noMatch: 'No customer matches.',
  noMatchHelp: 'Change the search or the filters.',
  none: 'No customers yet.',
  noneHelp: 'Add the first one with “Add Customer”.',
  loadMore: 'Load more',
  columns: {
    customer: 'Customer',
    company: 'Company',
    hosting: 'Hosting',
    status: 'Status',
    created: 'Created',
  },
  details: 'Details',
  viewDetails: 'View details',
  viewDetailsOf: (name: string) => `View details of ${name}`,
  select: (name: string) => `Select ${name}`,
  selectAll: 'Select all that are shown',
  active: 'Active',
  inactive: 'Inactive',
  needsAttention: 'Needs attention',
  noHosting: 'None',
  accounts: (total: number) => (total === 1 ? '1 account' : `${total} accounts`),
  accountsActive: (active: number, total: number) => `${active} of ${total} active`,
}

/** What is done to many customers at once. */
export const bulk = {
  region: 'Selected customers',
  selected: (count: number) => `${count} selected`,
  clear: 'Clear selection',
  actions: {
    activate: {
      label: 'Activate',
      title: (count: number) => (count === 1 ? 'Activate 1 customer' : `Activate ${count} customers`),
      means: 'They can sign in to this billing system again, with the same passwords as before.',
      running: 'Activating...',
      done: 'Activated.',
      skipped: 'Active already.',
    },
    deactivate: {
      label: 'Deactivate',
      title: (count: number) => (count === 1 ? 'Deactivate 1 customer' : `Deactivate ${count} customers`),
      means:
        'They can no longer sign in to this billing system and are signed out everywhere. Their hosting stays as it is: sites, mail and databases keep running.',
      running: 'Deactivating...',
      done: 'Deactivated.',
      skipped: 'Inactive already.',
    },
    suspend: {
      label: 'Suspend hosting',
      title: (count: number) =>
        count === 1 ? 'Suspend the hosting of 1 customer' : `Suspend the hosting of ${count} customers`,
      means:
        'Sites and mail of every active hosting account of theirs stop working until it is unsuspended. Nothing is deleted.',
      running: 'Suspending...',
      done: 'Suspended.',
      skipped: 'No active hosting account.',
    },
    unsuspend: {
      label: 'Unsuspend hosting',
      title: (count: number) =>
        count === 1 ? 'Unsuspend the hosting of 1 customer' : `Unsuspend the hosting of ${count} customers`,
      means: 'Takes this reason away. An account runs again once no other reason is left.',
      running: 'Unsuspending...',
      done: 'Unsuspended.',
      skipped: 'Nothing is suspended for this reason.',
    },
  },
  reason: 'Reason',
  reasonToTakeAway: 'Reason to take away',
  note: 'Note',
  noteHelp: 'Why, for whoever looks at this later.',
  outcomes: 'Outcomes',
  waiting: 'Waiting',
  underWay: 'Under way: it goes on by itself.',
  notBegun: 'Not begun.',
  oneOf: (username: string, message: string) => `${username}: ${message}`,
  summary: (count: { done: number; underWay: number; skipped: number; failed: number; left: number }) =>
    [
      `${count.done} done`,
      ...(count.underWay ? [`${count.underWay} under way`] : []),
      ...(count.skipped ? [`${count.skipped} left as they were`] : []),
      ...(count.failed ? [`${count.failed} failed`] : []),
      ...(count.left ? [`${count.left} not begun`] : []),
    ].join(', '),
  progress: (ended: number, all: number) => `${ended} of ${all}`,
  stop: 'Stop',
  tryAgain: 'Try the rest again',
}
