import { countries } from '#contracts/countries.ts'
import { locale } from '../words/locale.ts'

const names = new Intl.DisplayNames(locale, { type: 'region' })

/** "Germany" for DE; the code if the browser does not know it. */
export const countryName = (code: string): string => names.of(code) ?? code

/** All countries by their name in the language of the user. */
export const countryOptions: readonly (readonly [code: string, name: string])[] = countries
  .map((code) => [code, countryName(code)] as const)
  .toSorted(([, left], [, right]) => left.localeCompare(right, locale))
