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
  suspension: {
    overdue: {
      label: 'Suspended',
      meaning:
        'Your hosting is suspended because an invoice is overdue. Your data is kept. Your hosting is restored automatically when your payment is received.',
    },
    restoring: {
      label: 'Restoring',
      meaning: 'Your payment is received. Your hosting is being restored, and is active again in a moment.',
    },
  },
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
  billing: {
    title: 'My invoices',
    balance: 'Balance',
    nothingDue: 'Nothing is due.',
    due: 'to pay',
    overdue: (amount: string) => `${amount} is overdue. Please pay it now.`,
    overdueWithHosting: (amount: string) =>
      `${amount} is overdue. Pay it soon, so that your hosting keeps running.`,
    credit: (amount: string) => `You have ${amount} of credit. It is used for your next invoice.`,
    howToPay: 'How to pay',
    accountHolder: 'Account holder',
    iban: 'IBAN',
    bic: 'BIC',
    bank: 'Bank',
    reference: 'Payment reference',
    askCompany: (company: string, email: string) => `Ask ${company} how to pay: ${email}`,
    subscriptions: 'Subscriptions',
    noSubscriptions: 'You have no subscriptions.',
    nextInvoice: (date: string) => `Next invoice on ${date}`,
    invoices: 'Invoices',
    noInvoices: 'You have no invoices yet.',
    back: 'My hosting and invoices',
    noSuch: 'Invoice not found',
    noSuchHelp: 'See your list of invoices.',
    suspendedFor: (username: string) =>
      `Your hosting ${username} is suspended because this invoice is overdue. Your data is kept. Your hosting is restored automatically when your payment is received.`,
    toBePaid: 'Overdue invoices',
    overdueSince: (date: string) => `due on ${date}`,
    pdf: 'PDF',
    pdfOf: (name: string) => `Download ${name} as PDF`,
  },
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
    `You use it to sign in here as ${email}. Change your hosting password in NextPanel.`,
}
