import { plural } from './plural.ts'

/** One customer's page. */
export const customerDetails = {
  tabs: {
    label: 'Customer',
    overview: 'Overview',
    hosting: 'Hosting',
    billing: 'Billing',
    operations: 'Operations',
    mail: 'Mail',
    audit: 'Audit',
  },
  notFound: 'Customer not found',
  notFoundHelp: 'The link may be wrong. Search for the customer by name or email.',
  toAll: 'Go to Customers',
  edit: 'Edit',
  setPassword: 'Set Password',
  moreActions: (name: string) => `More actions for ${name}`,
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
  mailLanguage: 'Mail language',
  defaultLanguage: 'Default of the mail settings',
  notGiven: 'Not given',
  login: 'Sign-in',
  canSignIn: 'Can sign in',
  cannotSignIn: 'Cannot sign in (inactive)',
  created: 'Created',
  changed: 'Updated',
  customerId: 'Customer ID',
  hosting: 'Hosting',
  allHosting: 'All',
  editTitle: 'Edit customer',
  emailHelp: "Also the customer's sign-in email. Hosting accounts keep their own email in NextPanel.",
  newEmailHelp:
    'Also the customer’s sign-in email. Changing it cancels an unused set-password link. Create a new link with Set Password.',
  saving: 'Saving...',
  noOperations: 'No operations yet.',
  noOperationsHelp: 'Every change to this customer’s hosting appears here.',
}

/** A new password for the customer's sign-in to this billing system. */
export const setPassword = {
  title: 'Set a new password',
  description: 'For this billing system. Change hosting passwords in NextPanel.',
  how: 'Method',
  typed: 'Enter or generate a password',
  typedHelp: 'You send the new password to the customer. The customer is signed out everywhere.',
  byLink: 'Send a link',
  byLinkHelp: 'The customer sets the password with a single-use link. The current password works until then.',
  password: 'Password',
  set: 'Set Password',
  isSet: 'Password changed.',
  makeLink: 'Create link',
  making: 'Creating...',
  link: 'Single-use link',
  linkHelp: (until: string) =>
    `Works once, until ${until}. It is shown only now. A new link replaces this one. Send it through a channel that you trust.`,
}

/** The next action for a customer, shown once at the top. */
export const nextAction = {
  none: 'No hosting yet.',
  noneDo: 'Set up hosting',
  underWay: (username: string) => `Hosting account ${username} is in progress.`,
  blocked: (username: string, server: string) =>
    `Hosting account ${username} is waiting for ${server}. It continues automatically.`,
  follow: 'Follow it live',
  review: 'Review',
  trouble: (username: string, message: string) => `Hosting account ${username}: ${message}`,
  undecided: 'It needs a decision.',
}
