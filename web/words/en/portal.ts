import type { HostingAccountStatus } from '#contracts/hosting/schemas.ts'

const notReady = {
  label: 'Not ready',
  meaning: 'Setting up did not work yet. Your hosting provider knows and takes care of it.',
}
const status: Record<HostingAccountStatus, { label: string; meaning: string }> = {
  pending: { label: 'Being set up', meaning: 'Your hosting is being set up. This takes a moment.' },
  active: { label: 'Active', meaning: 'Your hosting is running.' },
  suspended: {
    label: 'Suspended',
    meaning: 'Your hosting is stopped for now; nothing is deleted. Ask your hosting provider.',
  },
  failed: notReady,
  conflict: notReady,
  unknown: { label: 'Being checked', meaning: 'We are checking the state of your hosting.' },
  terminating: { label: 'Ending', meaning: 'This hosting is being ended.' },
  terminated: { label: 'Ended', meaning: 'This hosting has ended.' },
}

/** The customer area: for the person whose hosting it is, nothing about our machinery. */
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
    label: 'How setting up goes',
    ordered: 'Ordered',
    made: (server: string) => `Made on ${server}`,
    checked: 'Checked',
    ready: 'Ready to use',
    done: 'done',
    now: 'now',
  },
  waits: (when: string | null) =>
    `The server is busy or cannot be reached at the moment. It goes on by itself${when ? `, next ${when}` : ''}.`,
  changing: 'A change is on its way.',
  details: 'My details',
  fullName: 'Full Name',
  email: 'Email',
  companyName: 'Company Name',
  notGiven: 'Not given',
  customerSince: 'Customer since',
  detailsHelp: 'Something is not right? Tell your hosting provider.',
  password: 'Change my password',
  passwordHelp: (email: string) =>
    `For signing in here as ${email}. Your hosting password is changed in NextPanel.`,
}
