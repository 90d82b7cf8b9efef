/** The numbers of payment cards by their first digits and length (ISO/IEC 7812): an invoice number is none of them. */
const cards =
  /^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|3[47]\d{13}|6(?:011|5\d\d)\d{12}|35\d{14})$/

/** Returns whether a text contains the number of a payment card, which must never be stored. */
export const hasCardNumber = (text: string): boolean =>
  [...text.matchAll(/(?<![\p{L}\d])\d(?:[ -]?\d){12,18}(?![\p{L}\d])/gu)].some(([found]) => {
    const digits = found.replace(/\D/g, '')
    return cards.test(digits) && hasCheckDigit(digits)
  })

/** The Luhn check: from the right, every second digit is doubled, and the sum of all digits ends in 0. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const value = Number.parseInt(digit, 10) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
