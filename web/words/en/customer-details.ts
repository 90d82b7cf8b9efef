import { plural } from './plural.ts'

/** One customer's page. */
export const customerDetails = {
  tabs: {
    label: 'Customer',
    overview: 'Overview',
    hosting: 'Hosting',
    operations: 'Operations',
    audit: 'Audit',
  },
  notFound: 'Customer not found',
  notFoundHelp: 'The link may be wrong. Search for the customer by name or email.',
  toAll: 'Go to Customers',
  edit: 'Edit',
  setPassword: 'Set Password',
  activate: 'Activate',
  deactivate: 'Deactivate',
  activated: (name: string) => `${name} can sign in again.`,
  deactivated: (name: string, running: number) =>
    [
      `${name} can no longer sign in.`,
      ...(running === 0
        ? []
        : [
            `${plural(running, { one: 'The active hosting account keeps', other: 'All # active hosting accounts keep' })} running.`,
          ]),
    ].join(' '),
  details: 'Details',
  email: 'Email',
  fullName: 'Full Name',
  companyName: 'Company Name',
  notGiven: 'Not given',
  login: 'Login',
  canSignIn: 'Can sign in',
  cannotSignIn: 'Cannot sign in (inactive)',
  created: 'Created',
  changed: 'Changed',
  customerId: 'Customer ID',
  hosting: 'Hosting',
  allHosting: 'All',
  editTitle: 'Edit customer',
  emailHelp: "Also the customer's login here. Hosting accounts keep the address that they have on the panel.",
  newEmailHelp:
    'Also the customer’s sign-in here. A set-password link that is still open stops working: make a new one under Set Password.',
  saving: 'Saving...',
  noOperations: 'No operations yet.',
  noOperationsHelp: 'Each piece of work on this customer’s hosting appears here.',
}

/** A new password for the customer's login here. */
export const setPassword = {
  title: 'Set a new password',
  description: 'For this billing system. The password of a hosting account is changed in NextPanel.',
  how: 'How',
  typed: 'Type or generate one',
  typedHelp: 'You tell the customer the new password. It ends every session of theirs.',
  byLink: 'Hand over a link',
  byLinkHelp:
    'The customer sets it by a link that works once. Until then the present password goes on working.',
  password: 'Password',
  set: 'Set Password',
  isSet: 'The new password is set.',
  makeLink: 'Make a link',
  making: 'Making...',
  link: 'Single-use link',
  linkHelp: (until: string) =>
    `Works once, until ${until}. It is shown here only; a new link ends this one. Hand it over by a way that you trust.`,
}

/** The next action for a customer, shown once at the top. */
export const nextAction = {
  none: 'No hosting yet.',
  noneDo: 'Set it up on the Hosting tab',
  underWay: (username: string) => `The hosting account ${username} is in progress.`,
  blocked: (username: string, server: string) =>
    `The hosting account ${username} waits for ${server} and continues automatically.`,
  follow: 'Follow it live',
  look: 'Review',
  trouble: (username: string, message: string) => `Hosting account ${username}: ${message}`,
  undecided: 'It needs a decision.',
}

const actions: Record<string, string> = {
  'customer.create': 'Created the customer',
  'customer.change': 'Changed the customer',
  'customer.make-password-link': 'Made a single-use password link',
  'customer.set-password-by-link': 'Set their password by a link',
  'login.change-password': 'Changed their own password',
  'login.end-sessions': 'Signed out sessions of their own',
  'hosting-account.create': 'Ordered hosting',
  'hosting-account.suspend': 'Suspended hosting',
  'hosting-account.unsuspend': 'Unsuspended hosting',
  'hosting-account.terminate': 'Terminated hosting',
  'hosting-account.confirm-deletion': 'Confirmed that the account is deleted on the panel',
  'hosting-account.release': 'Released what was held for a given-up account',
  'hosting-account.lose-id': 'Took note that the panel has another account under this id',
  'operation.retry': 'Tried an operation again',
  'operation.cancel': 'Cancelled an operation',
  'operation.dismiss': 'Dismissed a failed operation',
  'operation.adopt': 'Adopted an account of the panel',
  'reconciliation.resolve': 'Resolved a finding of a reconciliation',
}
const fields: Record<string, string> = {
  email: 'Email',
  fullName: 'Full Name',
  companyName: 'Company Name',
  isActive: 'Active',
  password: 'Password',
  status: 'Status',
  reason: 'Reason',
  note: 'Note',
  suspendReasons: 'Suspended for',
  username: 'Hosting Username',
  serverId: 'Server',
  packageId: 'Package',
  panelUserId: 'NextPanel User ID',
  expiresAt: 'Valid until',
}

/** The Audit tab. */
export const audit = {
  title: 'Who did what',
  none: 'Nothing is on record yet.',
  action: (name: string) => actions[name] ?? name,
  field: (name: string) => fields[name] ?? name,
  of: (username: string) => `Hosting account ${username}`,
  by: { staff: 'Staff', customer: 'Customer', system: 'By itself' } satisfies Record<string, string>,
  secretSet: 'set anew',
  yes: 'yes',
  no: 'no',
  nothing: 'none',
  wasThen: 'then',
  technical: 'Technical details',
  request: 'Request',
  older: 'Show older',
}
