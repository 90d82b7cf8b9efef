import { expect, it } from 'vitest'
import { isChangedReference } from './changed-reference.ts'

const reference = 'npb1.0a1b2c3d.1.0198c5a27b1e7c3a9f005d2f6c1a4e11.abcdefabcdefabcdefabcdef'

it.each([
  ['cut at 50 characters', reference.slice(0, 50)],
  ['cut at 64 characters', reference.slice(0, 64)],
  ['cut at 6 characters', reference.slice(0, 6)],
  ['cut, with an ellipsis', `${reference.slice(0, 47)}...`],
  ['in capitals', reference.toUpperCase()],
  ['without separators', reference.replaceAll('.', '')],
  ['with a prefix', `BILL-${reference}`],
  ['with a space behind it', `${reference} `],
])('recognizes a reference that a panel has %s', (_, found) => {
  expect(isChangedReference(found, reference)).toBe(true)
})

it.each([
  ['itself', reference],
  ['that of another account', reference.replace('0198', '0199')],
  ['nothing', ''],
  ['signs only', '...'],
  ['a number', '42x'],
  ['the short number of another billing system', '27'],
  ['a word', 'abcdef'],
  ['one letter', 'n'],
])('does not accept %s as a changed reference', (_, found) => {
  expect(isChangedReference(found, reference)).toBe(false)
})
