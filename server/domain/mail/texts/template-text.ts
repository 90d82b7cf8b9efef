import type { MailKind } from '#contracts/mail/kinds.ts'

/** A subject and a text with placeholders like {{name}}. The HTML of a mail is made from its text. */
export interface TemplateText {
  readonly subject: string
  readonly text: string
}
export type TemplateTexts = Readonly<Record<MailKind, TemplateText>>
