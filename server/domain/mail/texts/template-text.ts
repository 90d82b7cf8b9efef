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

/** Sentences about an invoice or a credit note that depend on its state. Amounts and dates are texts of the language. */
export interface DocumentTexts {
  readonly pay: (amount: string, date: string) => string
  readonly payLate: (amount: string, date: string) => string
  readonly settledPart: (settled: string, total: string) => string
  readonly settled: string
  readonly cancelled: string
  readonly accountHolder: string
  readonly bank: string
  readonly reference: string
  /** @param email "": the company has none */
  readonly ask: (company: string, email: string) => string
  readonly nothingDue: (invoice: string) => string
  readonly stillDue: (amount: string, invoice: string) => string
  readonly accountCredit: (amount: string) => string
}

/** All texts of one language. */
export interface MailTexts {
  readonly templates: Readonly<Record<MailKind, TemplateText>>
  /** Every change of the second factors of a login, as its owner reads it. */
  readonly factorChanges: Readonly<Record<FactorChange, string>>
  readonly documents: DocumentTexts
}
