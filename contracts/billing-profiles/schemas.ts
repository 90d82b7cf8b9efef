import { z } from 'zod'
import { country } from '../address.ts'
import { currency } from '../money/schemas.ts'
import { plainTaxId } from '../tax-id.ts'
import { emailAddress, lineOfText, requiredLineOfText, timestamp } from '../text.ts'

/** `unknown`: the register did not answer. */
export const taxIdResults = ['valid', 'invalid', 'unknown'] as const
export type TaxIdResult = (typeof taxIdResults)[number]

/** The answer of a register. A valid result is the proof of a reverse charge. */
export const taxIdCheck = z.object({
  result: z.enum(taxIdResults),
  checkedAt: timestamp,
  /** The consultation number of the register, or what staff looked at. */
  evidence: z.string(),
  /** The staff user who recorded it. */
  by: z.string(),
})

export const billingProfile = z.object({
  customerId: z.string(),
  line1: z.string(),
  line2: z.string(),
  city: z.string(),
  postcode: z.string(),
  region: z.string(),
  /** Null: not known, taxed as in the company's country. */
  country: z.string().nullable(),
  phone: z.string().nullable(),
  taxId: z.string().nullable(),
  /** Of this tax id. Null: not checked. */
  taxIdCheck: taxIdCheck.nullable(),
  isExempt: z.boolean(),
  /** Null: not exempt. */
  exemptReason: z.string().nullable(),
  /** Null: the company's. */
  currency: currency.nullable(),
  /** Something is booked, so the currency does not change. */
  currencyIsLocked: z.boolean(),
  /** Null: the company's. */
  paymentTermsDays: z.number().int().nullable(),
  /** Null: the customer's email. */
  invoiceEmail: z.string().nullable(),
  notes: z.string(),
  /** Null: never saved. */
  updatedAt: timestamp.nullable(),
})
export type BillingProfile = z.infer<typeof billingProfile>

const line = (label: string, max: number) => lineOfText(label, { max }).optional()
const orNull = (label: string, max: number) =>
  lineOfText(label, { max })
    .transform((text) => text || null)
    .nullable()
    .optional()

const termsRule = 'Payment terms must be a whole number from 0 to 365.'

/** Only the given fields change. A new tax id or country removes the recorded check. */
export const billingProfileChange = z.object({
  line1: line('Address', 200),
  line2: line('Address line 2', 200),
  city: line('City', 100),
  postcode: line('Postcode', 20),
  region: line('Region', 100),
  country: country.nullable().optional(),
  phone: orNull('Phone', 40),
  taxId: z
    .string({ error: 'Tax ID must be text.' })
    .transform(plainTaxId)
    .pipe(z.string().regex(/^[A-Z0-9+*]{0,30}$/, 'Tax ID can have at most 30 letters and digits.'))
    .transform((text) => text || null)
    .nullable()
    .optional(),
  isExempt: z.boolean({ error: 'isExempt must be true or false.' }).optional(),
  exemptReason: orNull('Reason of the exemption', 200),
  currency: currency.nullable().optional(),
  paymentTermsDays: z
    .number({ error: termsRule })
    .int(termsRule)
    .min(0, termsRule)
    .max(365, termsRule)
    .nullable()
    .optional(),
  invoiceEmail: emailAddress('Email for invoices').nullable().optional(),
  notes: z
    .string({ error: 'Notes must be text.' })
    .overwrite((text) => text.replace(/\r\n?/g, '\n').trim())
    .max(5000, 'Notes can have at most 5,000 characters.')
    .refine((text) => text.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(text), {
      error: 'Notes contain characters that cannot be stored. Remove control characters and try again.',
    })
    .optional(),
})
export type BillingProfileChange = z.infer<typeof billingProfileChange>

export const newTaxIdCheck = z.object({
  /** The id that was checked, so that a result is never recorded for another one. */
  taxId: requiredLineOfText('Tax ID', { max: 40 }).transform(plainTaxId),
  result: z.enum(taxIdResults, { error: `result must be one of: ${taxIdResults.join(', ')}.` }),
  evidence: requiredLineOfText('Evidence', { max: 200 }),
})
export type NewTaxIdCheck = z.infer<typeof newTaxIdCheck>
