/** VAT ids of the EU by their prefix, from the documentation of VIES. Greece uses EL, Northern Ireland XI. */
const shapes: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(?:\d[A-Z0-9+*]\d{5}[A-Z]|\d{7}[A-W][A-I])$/,
  IT: /^\d{11}$/,
  LT: /^(?:\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{12}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
}

/** In capital letters, without the separators that people type. */
export const plainTaxId = (text: string): string => text.replace(/[\s.\-/]/g, '').toUpperCase()

/**
 * @param taxId in its plain form
 * @param country of the customer. Null: not known. Only ids of EU countries have a known form.
 * @returns the reason why the form is wrong, or null. Only a register knows whether the id exists.
 */
export function problemOfTaxId(taxId: string, country: string | null): string | null {
  const prefix = taxId.slice(0, 2)
  const shape = shapes[prefix]
  const ofCountry = country === 'GR' ? 'EL' : country
  const isEu = ofCountry !== null && shapes[ofCountry] !== undefined
  // An id of another member state is refused too: its holder is taxed where the id is registered.
  if (isEu && /^[A-Z]{2}/.test(taxId) && prefix !== ofCountry && shape !== undefined)
    return `The tax ID begins with ${prefix}, but the country is ${country}. Correct one of them.`
  if (shape === undefined || (country !== null && !isEu)) return null
  return shape.test(taxId.slice(2))
    ? null
    : `A VAT ID of ${prefix} has another form. Check it for a mistyped character.`
}
