/** The length of the IBAN of each country, from the registry of SWIFT. */
const lengths: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AL: 28,
  AT: 20,
  AZ: 28,
  BA: 20,
  BE: 16,
  BG: 22,
  BH: 22,
  BI: 27,
  BR: 29,
  BY: 28,
  CH: 21,
  CR: 22,
  CY: 28,
  CZ: 24,
  DE: 22,
  DJ: 27,
  DK: 18,
  DO: 28,
  EE: 20,
  EG: 29,
  ES: 24,
  FI: 18,
  FK: 18,
  FO: 18,
  FR: 27,
  GB: 22,
  GE: 22,
  GI: 23,
  GL: 18,
  GR: 27,
  GT: 28,
  HN: 28,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IQ: 23,
  IS: 26,
  IT: 27,
  JO: 30,
  KW: 30,
  KZ: 20,
  LB: 28,
  LC: 32,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  LY: 25,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MN: 20,
  MR: 27,
  MT: 31,
  MU: 30,
  NI: 28,
  NL: 18,
  NO: 15,
  OM: 23,
  PK: 24,
  PL: 28,
  PS: 29,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  RU: 33,
  SA: 24,
  SC: 31,
  SD: 18,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  SO: 23,
  ST: 25,
  SV: 28,
  TL: 23,
  TN: 24,
  TR: 26,
  UA: 29,
  VA: 22,
  VG: 24,
  XK: 20,
  YE: 30,
}

/** Without spaces, in capital letters: the form in which an IBAN is stored and compared. */
export const plainIban = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase()

/** In groups of four, as people read it. */
export const readableIban = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')

/** @param iban in its plain form. @returns the reason why it is not valid, or null */
export function problemOfIban(iban: string): string | null {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban))
    return 'IBAN must begin with two letters and two digits, such as DE89 3704 0044 0532 0130 00.'
  const country = iban.slice(0, 2)
  const length = lengths[country]
  if (length === undefined) return `${country} has no IBANs. Check the first two letters.`
  if (iban.length !== length)
    return `An IBAN of ${country} has ${length} characters, and this one has ${iban.length}.`
  return remainderOf97(iban.slice(4) + iban.slice(0, 4)) === 1
    ? null
    : 'The check digits of the IBAN do not match. Check it for a mistyped character.'
}

/** ISO 7064: letters count as 10 to 35. Digit by digit, because the number has more digits than a float. */
function remainderOf97(text: string): number {
  const digits = text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  let remainder = 0
  for (const digit of digits) remainder = (remainder * 10 + Number.parseInt(digit, 10)) % 97
  return remainder
}
