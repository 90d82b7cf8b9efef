import { z } from 'zod'
import { isCountry } from './countries.ts'
import { lineOfText, requiredLineOfText } from './text.ts'

const countryRule = 'Country must be a code of ISO 3166 with two letters, such as DE.'
/** A country code in capital letters. */
export const country = z
  .string({ error: ({ input }) => (input === undefined ? 'Country is required.' : countryRule) })
  .trim()
  .toUpperCase()
  .refine(isCountry, countryRule)

const optional = (label: string, max: number) => lineOfText(label, { max }).default('')

/** The address of a company. Region: a state or province, by its usual code or name. */
export const companyAddress = z.object(
  {
    line1: requiredLineOfText('Address', { max: 200 }),
    line2: optional('Address line 2', 200),
    city: requiredLineOfText('City', { max: 100 }),
    postcode: optional('Postcode', 20),
    region: optional('Region', 100),
    country,
  },
  { error: 'address must be an object with line1, city and country.' },
)
