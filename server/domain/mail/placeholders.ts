import type { MailKind, MailLanguage } from '#contracts/mail/kinds.ts'
import { changeText, dateText, mailTexts, moneyText, validityText } from './texts/index.ts'

export interface Placeholder {
  readonly about: string
  /** In previews. */
  readonly example: string
  /** The template is of no use without it. */
  readonly required?: true
}

/** The values of placeholders by name. A list has one line for each entry. */
export type MailValues = Readonly<Record<string, string | readonly string[]>>

const everywhere = {
  name: { about: 'Name of the recipient', example: 'Ada Lovelace' },
  sender: { about: 'From Name on the Mail page', example: 'Example Hosting' },
  signInUrl: { about: 'Address of the sign-in page', example: 'https://billing.example.com/login' },
} satisfies Record<string, Placeholder>

const link = (about: string): Placeholder => ({
  about,
  example: 'https://billing.example.com/set-password#example',
  required: true,
})
const validity: Placeholder = { about: 'Validity of the link', example: '3 days' }

const ofOperation = {
  username: { about: 'Username on the control panel', example: 'ada' },
  server: { about: 'Name of the server', example: 'Production Server' },
} satisfies Record<string, Placeholder>

const ofDocuments = {
  number: { about: 'Number of the document', example: 'INV-2026-00042' },
  issuedOn: { about: 'Date of issue', example: 'March 1, 2026' },
  total: { about: 'Total of the document', example: '€119.00' },
  documentUrl: {
    about: 'Address of the document in the customer area',
    example: 'https://billing.example.com/portal/invoices/example',
  },
} satisfies Record<string, Placeholder>

const ofInvoices = {
  invoices: { about: 'Numbers of the invoices', example: 'INV-2026-00042' },
  amount: { about: 'Amount that is due', example: '€119.00' },
  dueOn: { about: 'Due date', example: 'March 15, 2026' },
} satisfies Record<string, Placeholder>

/** The placeholders of each kind. A template with any other is refused. */
export const placeholders: Readonly<Record<MailKind, Readonly<Record<string, Placeholder>>>> = {
  invitation: { ...everywhere, link: link('Link to set a password'), validity },
  'password-reset': {
    ...everywhere,
    link: link('Link to set a new password'),
    validity: { ...validity, example: '1 hour' },
  },
  welcome: {
    ...everywhere,
    ...ofOperation,
    panelUrl: { about: 'Address of the control panel', example: 'https://panel.example:9000' },
    link: link('Link to set a password'),
    validity,
  },
  'email-confirmation': {
    ...everywhere,
    link: link('Link to confirm the new address'),
    validity: { ...validity, example: '1 hour' },
  },
  'email-changed': {
    ...everywhere,
    oldEmail: { about: 'Earlier address', example: 'ada@example.com' },
    newEmail: { about: 'New address', example: 'ada@example.org' },
  },
  'password-changed': everywhere,
  'factors-changed': {
    ...everywhere,
    change: { about: 'The change', example: 'A passkey was added.', required: true },
  },
  'provisioning-failed': {
    ...everywhere,
    ...ofOperation,
    customer: { about: 'Name of the customer', example: 'Ada Lovelace' },
    problem: { about: 'Reason of the failure', example: 'The username is already taken.' },
    remedy: { about: 'Remedy', example: 'Retry with another username.' },
    operationUrl: {
      about: 'Address of the operation',
      example: 'https://billing.example.com/operations/example',
    },
  },
  'server-alert': {
    ...everywhere,
    server: ofOperation.server,
    problem: { about: 'The problem', example: 'Production Server is offline.' },
    effect: { about: 'Its effect', example: 'It gets no new accounts.' },
    remedy: { about: 'Remedy', example: 'Check that the server is running.' },
    serverUrl: { about: 'Address of the Server page', example: 'https://billing.example.com/server' },
  },
  'webhook-disabled': {
    ...everywhere,
    endpoint: { about: 'Host of the webhook endpoint', example: 'hooks.example.com' },
    problem: { about: 'Reason of the last failure', example: 'The receiver responded with status 500.' },
    webhooksUrl: {
      about: 'Address of the Webhooks page',
      example: 'https://billing.example.com/settings/webhooks',
    },
  },
  invoice: {
    ...everywhere,
    ...ofDocuments,
    amount: ofInvoices.amount,
    dueOn: ofInvoices.dueOn,
    reference: { about: 'Text of a bank transfer', example: 'INV-2026-00042' },
    payment: {
      about: 'The amount that is due and the bank details, in several lines',
      example: 'Please pay €119.00 by March 15, 2026.',
      required: true,
    },
  },
  'credit-note': {
    ...everywhere,
    ...ofDocuments,
    number: { ...ofDocuments.number, example: 'CN-2026-00007' },
    invoice: { about: 'Number of the invoice', example: 'INV-2026-00042' },
    effect: {
      about: 'The amount that is still due for the invoice, and the account credit',
      example: 'Nothing is due for invoice INV-2026-00042.',
    },
  },
  'payment-reminder': { ...everywhere, ...ofInvoices },
  'payment-overdue': { ...everywhere, ...ofInvoices },
  'hosting-suspended': {
    ...everywhere,
    ...ofInvoices,
    usernames: { about: 'Usernames of the hosting accounts', example: 'ada' },
  },
  'billing-alert': {
    ...everywhere,
    problem: { about: 'The problem', example: 'Dunning would suspend 21 accounts today.' },
    effect: { about: 'Its effect', example: 'No further account is suspended.' },
    remedy: { about: 'Remedy', example: 'Check the list and confirm the number.' },
    pageUrl: { about: 'Address of the page', example: 'https://billing.example.com/dunning' },
  },
  'backup-failed': {
    ...everywhere,
    problem: { about: 'Reason of the failure', example: 'There is no space left on the disk.' },
    effect: { about: 'Its effect', example: 'Earlier backups are unchanged.' },
    remedy: { about: 'Remedy', example: 'Free space on the disk.' },
    statusUrl: {
      about: 'Address of the System status page',
      example: 'https://billing.example.com/settings/status',
    },
  },
}

const hourMs = 3_600_000
const isLinkOfOneHour = (kind: MailKind) => kind === 'password-reset' || kind === 'email-confirmation'

export function examplesOf(kind: MailKind, language: MailLanguage): MailValues {
  const { documents } = mailTexts[language]
  const amount = moneyText(language, '11900 EUR')
  const dueOn = dateText(language, '2026-03-15')
  return {
    ...Object.fromEntries(Object.entries(placeholders[kind]).map(([name, { example }]) => [name, example])),
    validity: validityText(language, isLinkOfOneHour(kind) ? hourMs : 72 * hourMs),
    change: changeText(language, 'passkey-added'),
    amount,
    total: amount,
    dueOn,
    issuedOn: dateText(language, '2026-03-01'),
    payment: [
      documents.pay(amount, dueOn),
      `${documents.accountHolder}: Example Hosting`,
      'IBAN: DE89 3704 0044 0532 0130 00',
      `${documents.reference}: INV-2026-00042`,
    ],
    effect: [documents.nothingDue('INV-2026-00042'), documents.accountCredit(amount)],
  }
}
