import type { TemplateTexts } from '../template-text.ts'

/** The templates of this release in English. */
export const en: TemplateTexts = {
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

A new password was requested for your login at {{sender}}. Choose it here:

{{link}}

The link works once and is valid for {{validity}}. All your sessions end when you use it.

If you did not request this, ignore this message. Your password does not change.`,
  },
  welcome: {
    subject: 'Your hosting account is ready',
    text: `Hello {{name}},

Your hosting account is active.

Control panel: {{panelUrl}}
Username: {{username}}

Choose the password of your login at {{sender}} here:

{{link}}

The link works once and is valid for {{validity}}. If you already have a password, sign in at {{signInUrl}}.`,
  },
  'email-confirmation': {
    subject: 'Confirm your new email address',
    text: `Hello {{name}},

This address was entered as the new email of your login at {{sender}}. Confirm it here:

{{link}}

The link works once and is valid for {{validity}}. Your login keeps its earlier address until then.

If you did not request this, ignore this message.`,
  },
  'email-changed': {
    subject: 'The email of your login was changed',
    text: `Hello {{name}},

The email of your login at {{sender}} was changed from {{oldEmail}} to {{newEmail}}.

If you did not expect this, contact {{sender}} at once.`,
  },
  'password-changed': {
    subject: 'Your password was changed',
    text: `Hello {{name}},

The password of your login at {{sender}} was changed, and all sessions ended.

If you did not expect this, contact {{sender}} at once.`,
  },
  'factors-changed': {
    subject: 'Your sign-in was changed',
    text: `Hello {{name}},

The sign-in of your login at {{sender}} was changed: {{change}}

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
}
