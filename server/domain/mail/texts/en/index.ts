import type { MailTexts } from '../template-text.ts'

/** The mails of this release in English. */
export const en: MailTexts = {
  factorChanges: {
    'totp-added': 'An authenticator app was set up.',
    'totp-removed': 'The authenticator app and the recovery codes were removed.',
    'codes-replaced': 'The recovery codes were replaced.',
    'passkey-added': 'A passkey was added.',
    'passkey-removed': 'A passkey was removed.',
    reset: 'Staff turned two-factor sign-in off and removed all passkeys.',
  },
  documents: {
    pay: (amount, date) => `Please pay ${amount} by ${date}.`,
    payLate: (amount, date) => `Please pay ${amount}. It was due on ${date}.`,
    settledPart: (settled, total) => `${settled} of ${total} is settled already.`,
    settled: 'The invoice is settled. There is nothing to pay.',
    cancelled: 'The invoice was cancelled. There is nothing to pay.',
    accountHolder: 'Account holder',
    bank: 'Bank',
    reference: 'Payment reference',
    ask: (company, email) =>
      email === '' ? `Ask ${company} how to pay.` : `Ask ${company} how to pay: ${email}`,
    nothingDue: (invoice) => `Nothing is due for invoice ${invoice}.`,
    stillDue: (amount, invoice) => `${amount} is still due for invoice ${invoice}.`,
    accountCredit: (amount) => `Your account credit is ${amount}. It is used for later invoices.`,
  },
  templates: {
    invitation: {
      subject: 'Set up your login at {{sender}}',
      text: `Hello {{name}},

{{sender}} created a login for you. Choose your password here:

{{link}}

The link works once and is valid for {{validity}}. After that, sign in at {{signInUrl}}.`,
    },
    'password-reset': {
      subject: 'Reset your password',
      text: `Hello {{name}},

A password reset was requested for your login at {{sender}}. Choose a new password here:

{{link}}

The link works once and is valid for {{validity}}. You are signed out everywhere when you use it.

If you did not request this, ignore this message. Your password does not change.`,
    },
    welcome: {
      subject: 'Your hosting account is ready',
      text: `Hello {{name}},

Your hosting account is active.

Control panel: {{panelUrl}}
Username: {{username}}

Choose your password for {{sender}} here:

{{link}}

The link works once and is valid for {{validity}}. If you already have a password, sign in at {{signInUrl}}.`,
    },
    'email-confirmation': {
      subject: 'Confirm your new email address',
      text: `Hello {{name}},

This address was entered as the new email for signing in to {{sender}}. Confirm it here:

{{link}}

The link works once and is valid for {{validity}}. Until then, sign in with your current address.

If you did not request this, ignore this message.`,
    },
    'email-changed': {
      subject: 'Your sign-in email was changed',
      text: `Hello {{name}},

Your sign-in email for {{sender}} was changed from {{oldEmail}} to {{newEmail}}.

If you did not expect this, contact {{sender}} at once.`,
    },
    'password-changed': {
      subject: 'Your password was changed',
      text: `Hello {{name}},

Your password for {{sender}} was changed, and you were signed out everywhere.

If you did not expect this, contact {{sender}} at once.`,
    },
    'factors-changed': {
      subject: 'Your sign-in settings were changed',
      text: `Hello {{name}},

Your sign-in settings for {{sender}} were changed: {{change}}

If you did not expect this, contact {{sender}} at once.`,
    },
    'provisioning-failed': {
      subject: 'Not created: {{username}} on {{server}}',
      text: `The hosting account "{{username}}" of {{customer}} on {{server}} was not created.

{{problem}}

{{remedy}}

See the operation: {{operationUrl}}`,
    },
    'server-alert': {
      subject: 'Alert: {{server}}',
      text: `{{problem}}

{{effect}}

{{remedy}}

See the Server page: {{serverUrl}}`,
    },
    'webhook-disabled': {
      subject: 'Webhook endpoint disabled: {{endpoint}}',
      text: `The webhook endpoint {{endpoint}} did not accept any event for a long time, or responded that it is gone. It was disabled, so it receives no events.

{{problem}}

Fix the receiver, then enable the endpoint on the Webhooks page: {{webhooksUrl}}`,
    },
    invoice: {
      subject: 'Invoice {{number}} from {{sender}}',
      text: `Hello {{name}},

Your invoice {{number}} of {{issuedOn}} is attached as a PDF. Its total is {{total}}.

{{payment}}

See the invoice in the customer area: {{documentUrl}}`,
    },
    'credit-note': {
      subject: 'Credit note {{number}} from {{sender}}',
      text: `Hello {{name}},

Your credit note {{number}} of {{issuedOn}} is attached as a PDF. It credits {{total}} of invoice {{invoice}}.

{{effect}}

See the credit note in the customer area: {{documentUrl}}`,
    },
    'payment-reminder': {
      subject: 'Due on {{dueOn}}: {{invoices}}',
      text: `Hello {{name}},

{{amount}} is due on {{dueOn}} for {{invoices}}.

See your invoices and how to pay: {{signInUrl}}

If you have already paid, ignore this message.`,
    },
    'payment-overdue': {
      subject: 'Overdue: {{invoices}}',
      text: `Hello {{name}},

{{amount}} for {{invoices}} was due on {{dueOn}}, and we have not received it yet.

Please pay now. See your invoices and how to pay: {{signInUrl}}

If you have already paid, ignore this message.`,
    },
    'hosting-suspended': {
      subject: 'Your hosting is suspended: {{invoices}} is overdue',
      text: `Hello {{name}},

{{amount}} for {{invoices}} was due on {{dueOn}}, and we have not received it. Your hosting is being suspended: {{usernames}}. Your data is kept.

It is restored automatically when we have received your payment. See your invoices and how to pay: {{signInUrl}}`,
    },
    'billing-alert': {
      subject: 'Billing alert',
      text: `{{problem}}

{{effect}}

{{remedy}}

See the page: {{pageUrl}}`,
    },
    'backup-failed': {
      subject: 'The scheduled backup failed',
      text: `The scheduled backup of NextPanel Billing failed.

{{problem}}

{{effect}}

{{remedy}}

See the status: {{statusUrl}}`,
    },
  },
}
