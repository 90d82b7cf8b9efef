import { z } from 'zod'
import { country } from '../address.ts'
import { localDate, localDateText } from '../local-date.ts'
import { percentage } from '../percent.ts'
import { lineOfText, pageCursor, pageLimit, requiredLineOfText, timestamp } from '../text.ts'
import { taxCategory } from './categories.ts'

/** A tax on products of one category that are sold to one place, on the days from `validFrom`. */
export const taxRate = z.object({
  id: z.string(),
  country: z.string(),
  /** "": the whole country. */
  region: z.string(),
  /** "": all postcodes. */
  postcodePrefix: z.string(),
  category: z.string(),
  /** As on documents, for example VAT. Two names in one place are two taxes on the same amount. */
  name: z.string(),
  percent: z.string(),
  /** The taxed part of the amount in percent, for example "80" for hosting in Texas. Null: all of it. */
  taxableShare: z.string().nullable(),
  validFrom: localDateText,
  /** The first day on which it is not valid. Null: no end. */
  validUntil: localDateText.nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
})
export type TaxRate = z.infer<typeof taxRate>

const validUntil = localDate('Ends before').nullable()

export const newTaxRate = z
  .object({
    country,
    region: lineOfText('Region', { max: 100 }).default(''),
    postcodePrefix: z
      .string({ error: 'Postcode prefix must be text.' })
      .overwrite((text) => text.replace(/[\s-]/g, '').toUpperCase())
      .regex(/^[A-Z0-9]{0,10}$/, 'Postcode prefix can have at most 10 letters and digits.')
      .default(''),
    category: taxCategory.default('standard'),
    name: requiredLineOfText('Name', { max: 40 }),
    percent: percentage('Rate', { from: 0, to: 100 }),
    taxableShare: percentage('Taxable share', { from: 0, to: 100 })
      .refine((text) => text !== '0', { error: 'Taxable share must be more than 0.' })
      .nullable()
      .default(null),
    validFrom: localDate('Valid from'),
    validUntil: validUntil.default(null),
  })
  .refine(({ validFrom, validUntil }) => validUntil === null || validUntil > validFrom, {
    error: 'The end must be after the first day.',
    path: ['validUntil'],
  })
export type NewTaxRate = z.infer<typeof newTaxRate>

/** The percentage is fixed: end the rate, and add another one from the day of the change. */
export const taxRateChange = z.object({
  validUntil,
  percent: z
    .never({ error: 'A percentage does not change. End this rate, and add one that is valid from that day.' })
    .optional(),
})
export type TaxRateChange = z.infer<typeof taxRateChange>

export const taxRateQuery = z.object({
  country: country.optional(),
  /** Only rates that are valid on this day. */
  on: localDate('on').optional(),
  limit: pageLimit,
  cursor: pageCursor.optional(),
})
export type TaxRateQuery = z.infer<typeof taxRateQuery>

export const taxRatePage = z.object({ items: z.array(taxRate), nextCursor: z.string().nullable() })
