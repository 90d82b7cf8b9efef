import type { MailLanguage } from '#contracts/mail/kinds.ts'
import { en } from './en/index.ts'
import type { TemplateTexts } from './template-text.ts'

/** One folder per language. */
export const templateTexts: Readonly<Record<MailLanguage, TemplateTexts>> = { en }
