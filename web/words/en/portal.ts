import type { HostingAccountStatus } from '#contracts/hosting/schemas.ts'

const notReady = {
  label: 'Not ready',
  meaning: 'There was a problem setting up your hosting. Contact your hosting provider.',
}
const status: Record<HostingAccountStatus, { label: string; meaning: string }> = {
  pending: { label: 'Being set up', meaning: 'Your hosting is being set up. This takes a moment.' },
  active: { label: 'Active', meaning: 'Your hosting is running.' },
  suspended: {
    label: 'Suspended',
    meaning: 'Your hosting is suspended. Your data is kept. Contact your hosting provider.',
  },
  failed: notReady,
  conflict: notReady,
  unknown: { label: 'Being checked', meaning: 'We are checking the state of your hosting.' },
  terminating: { label: 'Closing', meaning: 'This hosting account is being closed.' },
  terminated: { label: 'Closed', meaning: 'This hosting account is closed.' },
}

/** The customer area. Customers do not see operations, attempts or servers' problems. */
export const portal = {
  myHosting: 'My hosting',
  status,
  none: 'You have no hosting yet.',
  noneHelp: 'Your hosting provider can set it up for you.',
  openPanel: 'Open NextPanel',
  username: 'Hosting Username',
  server: 'Server',
  panelUserId: 'NextPanel User ID',
  since: 'Since',
  steps: {
    label: 'Setup progress',
    requested: 'Requested',
    created: (server: string) => `Created on ${server}`,
    verified: 'Verified',
    ready: 'Ready to use',
    done: 'done',
    now: 'now',
  },
  waiting: (when: string | null) =>
    `The server is busy or unreachable. We retry automatically${when ? `, next ${when}` : ''}.`,
  changing: 'An update is in progress.',
  details: 'My details',
  fullName: 'Full Name',
  email: 'Email',
  companyName: 'Company Name',
  notGiven: 'Not given',
  customerSince: 'Customer since',
  detailsHelp: 'Something wrong? Contact your hosting provider.',
  password: 'Change my password',
  emailChange: 'Change my email',
  passwordHelp: (email: string) =>
    `For signing in here as ${email}. Change your hosting password in NextPanel.`,
}
