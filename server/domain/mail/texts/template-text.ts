import type { MailKind } from '#contracts/mail/kinds.ts'

/** A subject and a text with placeholders like {{name}}. The HTML of a mail is made from its text. */
export interface TemplateText {
  readonly subject: string
  readonly text: string
}

export const factorChanges = [
  'totp-added',
  'totp-removed',
  'codes-replaced',
  'passkey-added',
  'passkey-removed',
  'reset',
] as const
export type FactorChange = (typeof factorChanges)[number]

/** All texts of one language. */
export interface MailTexts {
  readonly templates: Readonly<Record<MailKind, TemplateText>>
  /** Every change of the second factors of a login, as its owner reads it. */
  readonly factorChanges: Readonly<Record<FactorChange, string>>
}
