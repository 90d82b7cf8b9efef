/** Adding a customer, provisioning hosting, trying again. Labels in the S rows' exact words. */
export const onboarding = {
  title: 'Add Customer',
  email: 'Email',
  fullName: 'Full Name',
  companyName: 'Company Name',
  password: 'Password',
  passwordHelp: "The customer's login to this billing system.",
  active: 'Active',
  activeHelp: 'An inactive customer cannot sign in. The hosting stays as it is.',
  withHosting: 'Also provision NextPanel hosting account',
  create: 'Create Customer',
  createAndProvision: 'Create & Provision',
  creating: 'Creating...',

  linkInstead: 'Hand over a set-password link instead',
  passwordInstead: 'Set a password now instead',
  linkTitle: 'Set-password link',
  linkHelp:
    'The customer chooses their own password. Once they are created you get a link to hand over; it can be used once.',
  copyLogin: 'Copy credentials',
  copyBoth: 'Copy both credentials',
  credentialsCopied: 'Credentials copied.',
  linkCopied: 'Link copied.',
  copyLink: 'Copy link',
  linkHandOver: (until: string) => `Hand this link over. It sets the password once, until ${until}:`,
  credentialLines: {
    billing: 'Billing',
    hosting: (panel: string | undefined) => (panel === undefined ? 'Hosting' : `Hosting (${panel})`),
    address: 'Address',
    email: 'E-mail',
    username: 'Username',
    password: 'Password',
  },

  draftBack: 'What you typed before is back, without passwords.',
  startEmpty: 'Start empty',

  hostingUsername: 'Hosting Username',
  suggestedUsername: 'Suggested from the e-mail address.',
  hostingPassword: 'Hosting Password',
  hostingPasswordHelp: (panel: string, rule: string) =>
    `For ${panel}, another system: use another password. ${rule}`,
  samePassword: 'The same as the billing password. They are for different systems: better use two.',
  keepPasswordHelp: 'Leave it empty to keep the one given before.',
  server: 'NextPanel Server',
  selectServer: 'Select a server',
  keepServer: (name: string) => `Keep ${name}`,
  leastUsed: (held: number, capacity: number) => `Least used: ${held}/${capacity}`,
  recommended: 'Recommended: least used',
  nearlyFull: 'Over 90% full',
  slotsOf: (name: string) => `Slots of ${name}`,
  full: 'Full',
  notAvailable: 'Not available',
  hostingEmail: 'Hosting Email',
  hostingEmailHelp:
    "Only for a second account on the same panel, which needs an address of its own there. Otherwise the customer's own is used.",
  allOffline: 'All NextPanel servers are offline. Wait until one is online again, or provision later.',
  noneOpen: 'No NextPanel server can take a new account now. The list of servers says why.',
  toServerPage: 'Go to the Server page',
  serversNotLoaded: (why: string) => `The servers could not be loaded. ${why}`,

  progress: 'What is happening',
  customerKept:
    'The customer is created and kept, whatever the panel does. You can leave this window: it goes on.',
  lostWhileFollowing:
    'The connection to the server is lost. The customer is created, and provisioning goes on by itself as soon as the server is back. This follows again then; you can also leave.',
  leave: 'Leave it running',

  openCustomer: 'Open customer',
  followTimeline: 'Follow the live timeline',
  seeTimeline: 'See the timeline',
  nextAfterSuccess: 'Next: hand the credentials over.',
  nextAfterFailure: 'Next: open the customer, correct what the message names, and press Retry.',
  nextUnderWay: 'Next: nothing. It goes on by itself; the timeline shows how far it is.',

  provisionTitle: 'Provision hosting account',
  provision: 'Provision Account',
  provisioning: 'Provisioning...',
  retryTitle: 'Try again',
  retry: 'Try again',
  retrying: 'Trying...',

  answerLost:
    'The connection was lost before the server answered, so it may or may not be done. Everything you typed is kept. Try again: nothing is made twice.',
  keyReused:
    'Your first try went through with what the form held then. Look at the list before you submit this as a new one.',
}
