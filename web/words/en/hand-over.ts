import { plural } from './plural.ts'

const customers = (count: number) => plural(count, { one: '# customer', other: '# customers' })

/** The tray with the results and credentials of this browser session. */
export const handOver = {
  title: 'Credentials',
  summary: (count: number, uncopied: number) =>
    uncopied > 0 ? `${customers(count)}, ${uncopied} not copied` : `${customers(count)}, all copied`,
  shownOnce: 'Credentials are shown only here. Copy them before you leave.',
  open: 'Open the Credentials tray',
  minimize: 'Minimize',
  close: 'Close the Credentials tray',
  copyAll: 'Copy all',
  allCopied: (count: number) => `Credentials of ${customers(count)} copied.`,
  copyOf: (name: string) => `Copy credentials of ${name}`,
  dismissOf: (name: string) => `Dismiss ${name}`,
  copied: 'Copied',
  showPasswords: 'Show passwords',
  hidePasswords: 'Hide passwords',
  username: 'Username',
  server: 'Server',
  panelUserId: 'NextPanel User ID',
  email: 'Email',
  password: 'Password',
  hostingPassword: 'Hosting Password',
  ready: 'Active',
  created: 'Created',
  underWay: 'Creating...',
  failed: 'Needs action',

  openCustomer: 'Open customer',
  followTimeline: 'Follow the live timeline',
  seeTimeline: 'See the timeline',
  nextAfterSuccess: 'Next: send the customer their sign-in details.',
  nextAfterFailure: 'Next: open the customer, fix the problem and select Retry.',
  nextUnderWay: 'Nothing to do. Provisioning continues in the background.',

  replacedElsewhere:
    'Hosting was retried with other values in another window. That window shows the current credentials.',

  loseTitle: (count: number) => `Discard uncopied credentials of ${customers(count)}?`,
  loseMeans: 'These passwords and links are shown only here. You cannot retrieve them later.',
  keep: 'Keep them',
  discard: 'Discard',
  copyAndContinue: 'Copy and continue',

  lines: {
    billing: 'Billing',
    hosting: (panel: string | undefined) => (panel === undefined ? 'Hosting' : `Hosting (${panel})`),
    notReady: 'not provisioned yet',
    address: 'Address',
    email: 'Email',
    username: 'Username',
    password: 'Password',
    link: 'Set your password (works once)',
  },
}
