import { z } from 'zod'
import { companyAddress } from '../address.ts'
import { plainIban, problemOfIban } from '../iban.ts'
import { documentKinds } from '../invoices/states.ts'
import { localDateText } from '../local-date.ts'
import { currency } from '../money/schemas.ts'
import { emailAddress, lineOfText, requiredLineOfText, timestamp } from '../text.ts'
import { longestPattern, problemOfPattern } from './number-pattern.ts'

const wholeNumber = (label: string, from: number, to: number) => {
  const rule = `${label} must be a whole number from ${from} to ${to}.`
  return z.number({ error: rule }).int(rule).min(from, rule).max(to, rule)
}

const paragraph = (label: string, most: number) =>
  z
    .string({ error: `${label} must be text.` })
    .overwrite((text) => text.replace(/\r\n?/g, '\n').trim())
    .max(most, `${label} can have at most ${most} characters.`)
    .refine((text) => text.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(text), {
      error: `${label} contains characters that cannot be stored. Remove control characters and try again.`,
    })

const zoneRule = 'Time zone must be a name like Europe/Berlin.'
const isZone = (name: string): boolean => {
  try {
    // An offset such as +01:00 has no summer time, so it is no zone.
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}
const timeZone = z
  .string({ error: ({ input }) => (input === undefined ? 'Time zone is required.' : zoneRule) })
  .trim()
  .max(64, zoneRule)
  .refine(isZone, zoneRule)

/** More would leave no room on the page of a document. */
const mostFooterLines = 12

/** `label` is printed before the value, for example "VAT ID". */
export const companyTaxId = z.object(
  {
    label: requiredLineOfText('Name of the tax ID', { max: 40 }),
    value: requiredLineOfText('Tax ID', { max: 40 }),
  },
  { error: 'Each of taxIds must be an object with label and value.' },
)

/** The seller on every invoice. Issued documents keep the details that were valid when they were issued. */
export const companyChange = z.object({
  legalName: requiredLineOfText('Legal name', { max: 200 }),
  address: companyAddress,
  taxIds: z
    .array(companyTaxId, { error: 'taxIds must be a list.' })
    .max(5, 'A company can have at most 5 tax IDs.')
    .default([]),
  email: emailAddress('Email').nullable().default(null),
  phone: lineOfText('Phone', { max: 40 })
    .transform((text) => text || null)
    .nullable()
    .default(null),
  /** All dates of documents and billing periods are dates in this zone. */
  timeZone,
  /** Of new customers and prices. */
  currency,
  /** Printed at the end of every document. */
  footer: paragraph('Footer', 1000)
    .refine((text) => text.split('\n').length <= mostFooterLines, {
      error: `Footer can have at most ${mostFooterLines} lines.`,
    })
    .default(''),
})
export type CompanyChange = z.infer<typeof companyChange>

const iban = z
  .string({ error: 'IBAN must be text.' })
  .overwrite(plainIban)
  .superRefine((text, context) => {
    const message = text === '' ? null : problemOfIban(text)
    if (message !== null) context.addIssue({ code: 'custom', message })
  })
const bic = z
  .string({ error: 'BIC must be text.' })
  .overwrite((text) => text.replace(/\s/g, '').toUpperCase())
  .regex(/^(?:[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)?$/, 'BIC must have 8 or 11 characters, such as DEUTDEFF.')

/** How customers pay by bank transfer. A country without IBANs uses `note`. */
export const companyBank = z
  .object(
    {
      accountHolder: requiredLineOfText('Account holder', { max: 140 }),
      iban: iban.default(''),
      bic: bic.default(''),
      bank: lineOfText('Bank', { max: 140 }).default(''),
      note: paragraph('Note', 500).default(''),
    },
    { error: 'bankDetails must be an object with accountHolder and iban, or null.' },
  )
  .refine((details) => details.iban !== '' || details.note !== '', {
    error: 'Enter an IBAN. If the bank has none, write the account number into the note.',
    path: ['iban'],
  })
export type CompanyBank = z.infer<typeof companyBank>

export const paymentTermsChange = z.object({
  /** Days from the date of issue to the due date. A customer can have others. */
  paymentTermsDays: wholeNumber('Payment terms', 0, 365).optional(),
  /** A renewal is invoiced this number of days before its period starts. */
  invoiceDaysAhead: wholeNumber('Days ahead', 0, 60).optional(),
  /** More missed periods than this stop the billing of the customer until staff act. */
  catchUpPeriods: wholeNumber('Missed periods', 1, 60).optional(),
  bankDetails: companyBank.nullable().optional(),
  /** Invoices and credit notes that are finalized from now on are mailed to the customer, with a PDF. */
  mailInvoices: z.boolean({ error: 'mailInvoices must be true or false.' }).optional(),
})
export type PaymentTermsChange = z.infer<typeof paymentTermsChange>

const kind = z.enum(documentKinds, { error: `kind must be one of: ${documentKinds.join(', ')}.` })

export const numberSeries = z.object({
  kind: z.enum(documentKinds),
  pattern: z.string(),
  /** The numbers begin at 1 in each year. */
  restartsYearly: z.boolean(),
  /** The number of the next document, and how it looks if it is issued today. */
  next: z.number().int(),
  preview: z.string(),
  /** Null: none was issued. */
  lastIssuedOn: localDateText.nullable(),
})
export type NumberSeries = z.infer<typeof numberSeries>

export const numberSeriesChange = z
  .object({
    kind,
    pattern: z
      .string({ error: 'Pattern is required.' })
      .trim()
      .min(1, 'Pattern is required.')
      .max(longestPattern, `Pattern can have at most ${longestPattern} characters.`),
    restartsYearly: z.boolean({ error: 'restartsYearly must be true or false.' }),
    /** Only upward: a number is never used twice. Omitted: it continues. */
    next: wholeNumber('Next number', 1, 999_999_999).optional(),
  })
  .superRefine(({ pattern, restartsYearly }, context) => {
    const message = problemOfPattern(pattern, restartsYearly)
    if (message !== null) context.addIssue({ code: 'custom', path: ['pattern'], message })
  })
export type NumberSeriesChange = z.infer<typeof numberSeriesChange>

/** `company` is null until it is set up. Nothing is billed without it. */
export const billingSettings = z.object({
  company: companyChange.extend({ phone: z.string().nullable(), updatedAt: timestamp }).nullable(),
  hasLogo: z.boolean(),
  paymentTermsDays: z.number().int(),
  invoiceDaysAhead: z.number().int(),
  catchUpPeriods: z.number().int(),
  bankDetails: companyBank.nullable(),
  mailInvoices: z.boolean(),
  numbering: z.array(numberSeries),
  /** Today in the company's time zone. */
  today: localDateText,
})
export type BillingSettings = z.infer<typeof billingSettings>

export const logoMediaTypes = ['image/png', 'image/jpeg'] as const
export type LogoMediaType = (typeof logoMediaTypes)[number]
export const mostLogoBytes = 262_144
// not-money: three bytes are four characters
const mostLogoCharacters = Math.ceil(mostLogoBytes / 3) * 4

/** A PNG or JPEG file, as base64. The bytes decide about the type, not a name. */
export const logoUpload = z.object({
  data: z
    .string({ error: 'data must be the file as base64.' })
    .min(1, 'data must be the file as base64.')
    .max(mostLogoCharacters, `The logo can have at most ${mostLogoBytes / 1024} KB.`)
    .regex(
      /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
      'data must be the file as base64.',
    ),
})
export type LogoUpload = z.infer<typeof logoUpload>

/** Null: no logo. */
export const logo = z.object({
  logo: z.object({ mediaType: z.enum(logoMediaTypes), data: z.string() }).nullable(),
})
export type Logo = z.infer<typeof logo>
