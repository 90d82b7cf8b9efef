import { z } from 'zod'
import {
  emailAddress,
  id,
  lineOfText,
  pageCursor,
  pageLimit,
  requiredLineOfText,
  timestamp,
} from '../text.ts'
import { mailKinds, mailLanguage, mailStates, mailTlsModes } from './kinds.ts'

const tls = z.enum(mailTlsModes, { error: `tls must be one of: ${mailTlsModes.join(', ')}.` })
const kind = z.enum(mailKinds, { error: `kind must be one of: ${mailKinds.join(', ')}.` })
const language = mailLanguage.default('en')

/** The saved SMTP server. Its password is never returned. */
export const mailSettings = z.object({
  host: z.string(),
  port: z.number().int(),
  tls,
  username: z.string().nullable(),
  hasPassword: z.boolean(),
  fromAddress: z.string(),
  fromName: z.string(),
  /** Of mails to staff, and to customers without a language of their own. */
  language: mailLanguage,
  /** The addresses that receive alerts and failed creations. */
  alertsTo: z.array(z.string()),
  updatedAt: timestamp,
})
export type MailSettings = z.infer<typeof mailSettings>

/** `settings` is null until mail is set up. Links in mail start with `linkOrigin`. */
export const mailSetup = z.object({
  settings: mailSettings.nullable(),
  linkOrigin: z.string(),
  /** False: PUBLIC_URL is not set, so links work only on this machine or network. */
  linkOriginIsPublic: z.boolean(),
})
export type MailSetup = z.infer<typeof mailSetup>

const host = z
  .string({ error: 'Server is required.' })
  .trim()
  .toLowerCase()
  .min(1, 'Server is required.')
  .max(253, 'Server can have at most 253 characters.')
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*|[0-9a-f:]*:[0-9a-f:.]*)$/,
    'Server must be a host name like smtp.example.com, or an IP address.',
  )

/** The whole settings. `password` is omitted to keep the stored one. */
export const mailSettingsChange = z.object({
  host,
  port: z
    .number({ error: 'Port must be a whole number from 1 to 65535.' })
    .int('Port must be a whole number from 1 to 65535.')
    .min(1, 'Port must be a whole number from 1 to 65535.')
    .max(65_535, 'Port must be a whole number from 1 to 65535.'),
  tls,
  /** Must be true if `tls` is `none` and the server is on another machine. */
  acceptPlainText: z.boolean({ error: 'acceptPlainText must be true or false.' }).default(false),
  username: lineOfText('Username', { max: 200 }).nullish(),
  password: z
    .string({ error: 'Password must be text.' })
    .min(1, 'Password is required.')
    .max(500, 'Password can have at most 500 characters.')
    .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value), {
      error: 'Password contains characters that cannot be sent.',
    })
    .optional(),
  fromAddress: emailAddress('From Address'),
  fromName: requiredLineOfText('From Name', { max: 100 }),
  /** Omitted: as saved, and English at first. */
  language: mailLanguage.optional(),
  alertsTo: z
    .array(emailAddress('Alerts To'), { error: 'Alerts To must be a list of addresses.' })
    .max(10, 'Alerts To can have at most 10 addresses.')
    .default([]),
})
export type MailSettingsChange = z.infer<typeof mailSettingsChange>

export const testMail = z.object({ to: emailAddress('Send To') })
export type TestMail = z.infer<typeof testMail>

/** `message` and `remedy` are of a failure. */
export const testMailResult = z.object({
  accepted: z.boolean(),
  message: z.string(),
  remedy: z.string().nullable(),
})
export type TestMailResult = z.infer<typeof testMailResult>

export const placeholder = z.object({ name: z.string(), about: z.string(), required: z.boolean() })

export const mailTemplate = z.object({
  kind,
  language: mailLanguage,
  subject: z.string(),
  text: z.string(),
  /** False: the text of this release. */
  isChanged: z.boolean(),
  placeholders: z.array(placeholder),
})
export type MailTemplate = z.infer<typeof mailTemplate>

export const mailTemplateKey = z.object({ kind, language })
export type MailTemplateKey = z.infer<typeof mailTemplateKey>

export const mailTemplateText = mailTemplateKey.extend({
  subject: requiredLineOfText('Subject', { max: 200 }),
  text: z
    .string({ error: 'Text is required.' })
    .overwrite((value) => value.replace(/\r\n?/g, '\n').trim())
    .min(1, 'Text is required.')
    .max(10_000, 'Text can have at most 10,000 characters.')
    .refine((value) => value.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(value), {
      error: 'Text contains characters that cannot be sent. Remove control characters.',
    }),
})
export type MailTemplateText = z.infer<typeof mailTemplateText>

/** A template with example values. */
export const renderedMail = z.object({ subject: z.string(), text: z.string(), html: z.string() })
export type RenderedMail = z.infer<typeof renderedMail>

export const mail = z.object({
  id: z.string(),
  kind,
  recipient: z.string(),
  state: z.enum(mailStates),
  customerId: z.string().nullable(),
  operationId: z.string().nullable(),
  /** The invoice or credit note that is attached as a PDF. */
  documentId: z.string().nullable(),
  attempts: z.number().int(),
  /** Of a waiting mail. */
  nextAttemptAt: timestamp.nullable(),
  /** The reason of the last failure, or of the cancellation. */
  error: z.string().nullable(),
  /** The mail that this one repeats. */
  resendOf: z.string().nullable(),
  createdAt: timestamp,
  sentAt: timestamp.nullable(),
})
export type Mail = z.infer<typeof mail>

export const mailQuery = z.object({
  customerId: id('customerId').optional(),
  state: z.enum(mailStates, { error: `state must be one of: ${mailStates.join(', ')}.` }).optional(),
  limit: pageLimit,
  cursor: pageCursor.optional(),
})
export type MailQuery = z.infer<typeof mailQuery>

/** `isSetUp` is false if mail is not set up: no new mail is written then. */
export const mailPage = z.object({
  items: z.array(mail),
  nextCursor: z.string().nullable(),
  isSetUp: z.boolean(),
})
export type MailPage = z.infer<typeof mailPage>
