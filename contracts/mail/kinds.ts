import { z } from 'zod'

/** Every kind of mail that the application sends. */
export const mailKinds = [
  'invitation',
  'password-reset',
  'welcome',
  'email-confirmation',
  'email-changed',
  'password-changed',
  'factors-changed',
  'provisioning-failed',
  'server-alert',
  'webhook-disabled',
  'invoice',
  'credit-note',
  'payment-reminder',
  'payment-overdue',
  'hosting-suspended',
  'billing-alert',
  'backup-failed',
] as const
export type MailKind = (typeof mailKinds)[number]

/** `cancelled`: it must no longer be sent, for example because its link was replaced. */
export const mailStates = ['waiting', 'sent', 'failed', 'cancelled'] as const
export type MailState = (typeof mailStates)[number]

/** `implicit`: TLS from the first byte. `starttls`: required before anything else. `none`: no encryption. */
export const mailTlsModes = ['implicit', 'starttls', 'none'] as const
export type MailTls = (typeof mailTlsModes)[number]

/** The languages that have templates, as ISO 639 codes. */
export const mailLanguages = ['en', 'de'] as const
export type MailLanguage = (typeof mailLanguages)[number]
export const mailLanguage = z.enum(mailLanguages, {
  error: `language must be one of: ${mailLanguages.join(', ')}.`,
})

const secret: readonly MailKind[] = ['password-reset', 'email-confirmation']

/** Staff send a mail again only if its user cannot request a new one, and never while it waits. */
export const mayResendMail = (kind: MailKind, state: MailState): boolean =>
  state !== 'waiting' && !secret.includes(kind)
