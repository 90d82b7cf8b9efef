import { expect, it } from 'vitest'
import { plainIban, problemOfIban, readableIban } from './iban.ts'

it.each([
  'DE89 3704 0044 0532 0130 00',
  'GB29 NWBK 6016 1331 9268 19',
  'NO93 8601 1117 947',
  'MT84 MALT 0110 0001 2345 MTLC AST0 01S',
  'fr14 2004 1010 0505 0001 3m02 606',
])('%s is valid', (text) => {
  expect(problemOfIban(plainIban(text))).toBeNull()
})

it.each([
  ['DE89 3704 0044 0532 0130 01', 'check digits'],
  ['DE98 3704 0044 0532 0130 00', 'check digits'],
  ['DE89 3704 0044 0532 0130 0', '22 characters, and this one has 21'],
  ['US89 3704 0044 0532 0130 00', 'US has no IBANs'],
  ['0532013000', 'must begin with two letters'],
  ['DE89-3704-0044-0532-0130-0\u0660', 'must begin with two letters'],
])('%s is refused: %s', (text, reason) => {
  expect(problemOfIban(plainIban(text))).toContain(reason)
})

it('is shown in groups of four', () => {
  expect(readableIban('NO9386011117947')).toBe('NO93 8601 1117 947')
})
