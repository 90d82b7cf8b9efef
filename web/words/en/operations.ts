import { plural } from './plural.ts'

type Tab = 'all' | 'running' | 'waiting' | 'needs-person' | 'done'

const operationsOf = (count: number) => plural(count, { one: '# operation', other: '# operations' })

const tabs: Record<Tab, string> = {
  all: 'All',
  running: 'Running',
  waiting: 'Waiting',
  'needs-person': 'Needs a person',
  done: 'Done',
}

const nothing: Record<Tab, { title: string; help: string }> = {
  all: { title: 'No operations yet.', help: 'Each piece of work against a panel appears here.' },
  running: {
    title: 'No operation is running now.',
    help: 'What is being worked on this moment appears here.',
  },
  waiting: { title: 'No operation is waiting.', help: 'What goes on by itself later appears here.' },
  'needs-person': {
    title: 'Nothing needs a person now.',
    help: 'What stands still until somebody decides appears here.',
  },
  done: {
    title: 'No operation has ended yet.',
    help: 'What succeeded, failed or was cancelled appears here.',
  },
}

/** Causes by the codes of the API; another code is shown as it is. */
const causes: Record<string, string> = {
  'username-taken': 'Username taken on the panel',
  'email-taken': 'E-mail taken on the panel',
  'username-or-email-taken': 'Username or e-mail taken on the panel',
  'username-not-allowed': 'Username not allowed',
  'package-unknown': 'Package not known to the panel',
  'panel-id-in-use': 'NextPanel User ID in use here',
  'key-invalid': 'API key not accepted',
  'key-revoked': 'API key revoked',
  'key-expired': 'API key expired',
  'key-inactive': 'API key inactive',
  'key-unreadable': 'Stored API key cannot be opened',
  'permission-too-low': 'Permission level too low',
  'scope-missing': 'Scope missing',
  'ip-not-allowed': 'Our address is not allowed',
  'access-denied': 'Access denied by the panel',
  'server-full': 'Server full',
  'server-paused': 'Server paused',
  'server-unreachable': 'Server unreachable',
  'engine-paused': 'Everything paused',
  'password-required': 'Password required',
  'outcome-unknown': 'Outcome not known',
  'identity-mismatch': 'Another account on the panel',
  'identity-not-known': 'Identity cannot be shown by the panel',
  'read-back-mismatch': 'Not on the panel as asked for',
  'reference-doubled': 'Our reference is there twice',
  'account-not-found': 'Account not found',
  'account-gone': 'Account gone from the panel',
  'not-yet-effective': 'Not effective on the panel yet',
  'interrupted-repeatedly': 'Interrupted again and again',
  'panel-error': 'Error of the panel',
  'panel-refused': 'Refused by the panel',
  'odd-answer': 'Odd answer of the panel',
  'answers-contradict': 'Answers of the panel contradict each other',
  unknown: 'No cause recorded',
}

/** The Operations page, an operation's own, and what is done to many at once. */
export const operations = {
  title: 'Operations',
  tabs,
  nothing,
  nothingFound: 'No operation fits these filters.',
  clearFilters: 'Clear filters',
  anyStatus: 'Any status',
  anyServer: 'Any server',
  filterStatus: 'Filter by status',
  filterServer: 'Filter by server',
  cause: (code: string) => causes[code] ?? code,
  causeFilter: (cause: string) => `Cause: ${cause}`,
  groups: 'By cause and server',
  inGroup: (count: number) => operationsOf(count),
  oldest: 'oldest',
  select: (name: string) => `Select ${name}`,
  selectAll: 'Select all shown',
  selection: 'Selected operations',
  retry: 'Retry',
  retryMany: (count: number) => `Retry ${operationsOf(count)}`,
  retryMeans:
    'Each is tried again as it is. One whose values must be corrected first stays as it is, and says so.',
  cancel: 'Cancel',
  cancelMany: (count: number) => `Cancel ${operationsOf(count)}`,
  cancelMeans:
    'Nothing more is tried. One of which the panel may already have done something is not cancelled, and says so.',
  doing: { retry: 'Retrying...', cancel: 'Cancelling...' },
  begin: { retry: 'Retry all', cancel: 'Cancel all' },
  notBegun: 'Not begun.',
  now: (status: string) => `Now: ${status}.`,
  summary: (done: number, refused: number, left: number) =>
    [`${done} done`, ...(refused ? [`${refused} refused`] : []), ...(left ? [`${left} not begun`] : [])].join(
      ', ',
    ),
  attempts: (count: number) => plural(count, { one: '# attempt', other: '# attempts' }),
  next: 'next',
  timeline: 'Timeline',
  live: 'Live',
  server: 'Server',
  customer: 'Customer',
  customerHosting: 'Hosting of this customer',
  attemptCount: 'Attempts',
  nextAttempt: 'Next attempt',
  started: 'Started',
  ended: 'Ended',
  took: 'Took',
  exchanges: (count: number) =>
    plural(count, { one: '# request to the panel', other: '# requests to the panel' }),
  request: 'Request',
  answer: 'Answer',
  noAnswer: 'no answer',
  details: 'Technical details',
  adopt: 'Adopt',
  adopting: 'Adopting...',
  adoptTitle: 'Adopt an account',
  adoptMeans: (server: string) =>
    `Takes over an account that is on ${server} already, as it is. Make sure in NextPanel that it belongs to this customer. Its password is not changed.`,
  panelUserId: 'NextPanel User ID',
  panelUserIdHelp: (username: string) => `The id of the account ${username} in NextPanel, like 123.`,
  cancelTitle: 'Cancel this operation',
  cancelOne: 'Cancel operation',
  cancelOneMeans:
    'Nothing more is tried. If the panel may already have acted, that is found out first, and what exists there is shown.',
  copyDiagnostics: 'Copy diagnostics',
  diagnosticsCopied: 'Diagnostics copied.',
  notCopied: 'The browser did not allow copying. Try again.',
}
