/** Members of the EU by their ISO 3166 code. VAT uses EL for Greece; addresses use GR. */
const memberStates: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)

/** Codes of places that belong to another country for VAT (Art. 7 of Directive 2006/112/EC), and common other spellings. */
const countryForVat: Readonly<Record<string, string>> = { MC: 'FR', IM: 'GB', EL: 'GR', UK: 'GB' }

interface Territory {
  readonly name: string
  readonly country: string
  /** Matches the start of the normalized postcode. */
  readonly postcode: RegExp
}

/** Parts of member states that are outside the EU VAT territory (Art. 6 of Directive 2006/112/EC), by postcode. */
const outsideVat: readonly Territory[] = [
  { name: 'Canary Islands', country: 'ES', postcode: /^3[58]\d{3}$/ },
  { name: 'Ceuta', country: 'ES', postcode: /^51\d{3}$/ },
  { name: 'Melilla', country: 'ES', postcode: /^52\d{3}$/ },
  { name: 'Büsingen', country: 'DE', postcode: /^78266$/ },
  { name: 'Heligoland', country: 'DE', postcode: /^27498$/ },
  { name: 'Guadeloupe', country: 'FR', postcode: /^971\d{2}$/ },
  { name: 'Martinique', country: 'FR', postcode: /^972\d{2}$/ },
  { name: 'French Guiana', country: 'FR', postcode: /^973\d{2}$/ },
  { name: 'Réunion', country: 'FR', postcode: /^974\d{2}$/ },
  { name: 'Saint Pierre and Miquelon', country: 'FR', postcode: /^975\d{2}$/ },
  { name: 'Mayotte', country: 'FR', postcode: /^976\d{2}$/ },
  { name: 'Saint Barthélemy and Saint Martin', country: 'FR', postcode: /^97[78]\d{2}$/ },
  { name: 'French Southern Territories', country: 'FR', postcode: /^984\d{2}$/ },
  { name: 'Wallis and Futuna', country: 'FR', postcode: /^986\d{2}$/ },
  { name: 'French Polynesia', country: 'FR', postcode: /^987\d{2}$/ },
  { name: 'New Caledonia', country: 'FR', postcode: /^988\d{2}$/ },
  { name: 'Livigno', country: 'IT', postcode: /^23041$/ },
  { name: 'Campione', country: 'IT', postcode: /^22061$/ },
  { name: 'Åland', country: 'FI', postcode: /^22\d{3}$/ },
  { name: 'Mount Athos', country: 'GR', postcode: /^6308[67]$/ },
]

/** A place in terms of VAT. */
export interface TaxPlace {
  /** ISO 3166 code after the mapping of Monaco and the Isle of Man. */
  readonly country: string
  /** Part of a member state outside the EU VAT territory, for example "Canary Islands". */
  readonly territory: string | null
  readonly postcode: string
  readonly isInEuVat: boolean
}

/** Removes all but letters and digits, and the country before a number: " 35 001 ", "ES-35001" and "D-78266". */
export const normalizedPostcode = (postcode: string): string =>
  postcode
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^[A-Z]{1,2}(?=\d+$)/, '')

/** @param country ISO 3166 code @param postcode as typed; empty if unknown */
export function taxPlace(country: string, postcode: string): TaxPlace {
  const code = country.trim().toUpperCase()
  const vatCountry = countryForVat[code] ?? code
  const plain = normalizedPostcode(postcode)
  const territory =
    outsideVat.find((each) => each.country === vatCountry && each.postcode.test(plain))?.name ?? null
  return {
    country: vatCountry,
    territory,
    postcode: plain,
    isInEuVat: memberStates.has(vatCountry) && territory === null,
  }
}
