import { plural } from './plural.ts'

/** Adding a customer, provisioning hosting, and retrying. Requirements S2 to S11 quote most labels exactly. */
export const onboarding = {
  title: 'Add Customer',
  email: 'Email',
  fullName: 'Full Name',
  companyName: 'Company Name',
  password: 'Password',
  passwordHelp: "The customer's sign-in to this billing system.",
  active: 'Active',
  activeHelp: 'An inactive customer cannot sign in. Hosting is unaffected.',
  withHosting: 'Also provision NextPanel hosting account',
  create: 'Create Customer',
  createAndProvision: 'Create & Provision',
  createAnother: 'Create & add another',
  creating: 'Creating...',
  done: 'Done',
  addedInRow: (name: string, count: number) =>
    `${name} was added. ${plural(count, { one: '# customer', other: '# customers' })} so far. The credentials are in the Credentials tray.`,

  linkInstead: 'Send a set-password link instead',
  passwordInstead: 'Set a password now instead',
  linkTitle: 'Set-password link',
  linkHelp: 'The customer chooses the password. You get a single-use link to send.',
  copyLogin: 'Copy credentials',
  copyBoth: 'Copy both credentials',
  credentialsCopied: 'Credentials copied.',
  linkCopied: 'Link copied.',
  copyLink: 'Copy link',
  linkHandOver: (until: string) => `Send this link. It works once, until ${until}:`,

  draftBack: 'Your draft is restored. Passwords are never saved.',
  startEmpty: 'Clear',

  hostingUsername: 'Hosting Username',
  suggestedUsername: 'Suggested from the email address.',
  alternative: (taken: string, suggested: string) => `${taken} is taken. Suggested: ${suggested}.`,
  hostingPassword: 'Hosting Password',
  hostingPasswordHelp: (panel: string) => `For ${panel}. Use a different password.`,
  samePassword: 'Same as the billing password. Use a different one.',
  keepPasswordHelp: 'Leave blank to keep the current one.',
  server: 'NextPanel Server',
  selectServer: 'Select a server',
  automatic: 'Choose automatically',
  automaticHelp: 'The placement rule on the Server page selects the server when the account is created.',
  wantedLocation: 'Location',
  anyLocation: 'Any location',
  wantedTags: 'Tags that the server must have',
  keepServer: (name: string) => `Keep ${name}`,
  leastUsed: (share: string) => `Recommended: least used, ${share} full`,
  recommended: 'Recommended: least used',
  nearlyFull: 'Over 90% full',
  slotsOf: (name: string) => `Capacity of ${name}`,
  full: 'Full',
  notAvailable: 'Not available',
  hostingEmail: 'Hosting Email',
  hostingEmailHelp:
    "Only a second account on the same server needs its own email. Default: the customer's email.",
  retryEmailHelp: "The account's email in NextPanel. The customer's own email does not change.",
  allOffline: 'All NextPanel servers are offline. Wait until one is online again, or provision later.',
  noneOpen: 'No NextPanel server can accept a new account now. The server list shows the reasons.',
  toServerPage: 'Go to the Server page',
  serversNotLoaded: (why: string) => `Could not load the servers. ${why}`,

  progress: 'Progress',
  customerKept: 'The customer is saved. You can close this window; provisioning continues.',
  lostWhileFollowing:
    'The connection to the server was lost. The customer is saved. Provisioning continues when the server is back. You can wait or close this window.',
  leave: 'Continue in background',

  provisionTitle: 'Provision hosting account',
  provision: 'Provision Account',
  provisioning: 'Provisioning...',
  retryTitle: 'Retry provisioning',
  retry: 'Retry',
  retrying: 'Retrying...',

  answerLost:
    'The connection was lost before the server answered. The request may have succeeded. Your entries are kept. Retry: nothing is created twice.',
  keyReused:
    'Your first attempt succeeded with the earlier values of this form. Check the customer list before you submit it as a new customer.',
}

/** Adding many customers from a pasted list. */
export const customerPaste = {
  panes: 'How to add',
  one: 'One customer',
  list: 'Paste a list',
  text: 'Names and email addresses',
  textHelp: 'One customer per line: "Anna Keller <anna@example.com>", "email, name", or CSV with a header.',
  table: 'Customers to add',
  columns: { line: 'Line', customer: 'Customer', username: 'Username', server: 'Server', state: 'State' },
  usernameOf: (name: string) => `Username for ${name}`,
  spread: 'Least used server for each',
  spreadHelp: 'Each customer gets the server with the most free capacity.',
  passwords: 'Passwords are generated. They appear in the Credentials tray.',
  nothing: 'Paste a list to review it here.',
  found: (count: number, problems: number) =>
    `${plural(count, { one: '# customer', other: '# customers' })}${
      problems > 0
        ? `, ${plural(problems, { one: '# needs a correction', other: '# need a correction' })}`
        : ''
    }`,
  tooMany: (count: number, most: number) =>
    plural(count, {
      one: `The list has # customer. Add at most ${most} at once.`,
      other: `The list has # customers. Add at most ${most} at once.`,
    }),
  createNone: 'Create customers',
  createAndProvisionNone: 'Create & provision customers',
  create: (count: number) => plural(count, { one: 'Create # customer', other: 'Create # customers' }),
  createAndProvision: (count: number) =>
    plural(count, { one: 'Create & provision # customer', other: 'Create & provision # customers' }),
  retry: (count: number) => plural(count, { one: 'Retry # customer', other: 'Retry # customers' }),
  edit: 'Edit the rest',
  stop: 'Stop',
  progress: (ended: number, all: number) => `${ended} of ${all} created`,
  noEmail: 'The line has no email address.',
  noName: 'The line has no name.',
  nameTooLong: 'The name is too long.',
  repeated: (line: number) => `Same email address as line ${line}.`,
  noServer: 'No server has room for this account.',
  usernameMissing: 'Enter a username.',
  usernameRepeated: (line: number) => `Same username as line ${line}.`,
  states: {
    checking: 'Checking...',
    ready: 'Ready',
    waiting: 'Waiting',
    creating: 'Creating...',
    created: 'Created',
  },
}
