import { expect, test } from 'vitest'
import { parseCustomers } from './parse-customers.ts'

const customers = (text: string) =>
  parseCustomers(text).map(({ email, fullName, companyName }) =>
    companyName === null ? [email, fullName] : [email, fullName, companyName],
  )

test.each([
  ['Anna Keller <anna@example.com>', [['anna@example.com', 'Anna Keller']]],
  ['"Keller, Anna" <anna@example.com>', [['anna@example.com', 'Keller, Anna']]],
  ['anna@example.com, Anna Keller', [['anna@example.com', 'Anna Keller']]],
  ['Anna Keller;anna@example.com', [['anna@example.com', 'Anna Keller']]],
  ['anna@example.com\tAnna Keller\tKeller Ltd', [['anna@example.com', 'Anna Keller', 'Keller Ltd']]],
  ['anna@example.com,"Keller, Anna ""Ann"""', [['anna@example.com', 'Keller, Anna "Ann"']]],
  ['Anna Keller anna@example.com', [['anna@example.com', 'Anna Keller']]],
  ['anna@example.com', [['anna@example.com', '']]],
  ['Anna Keller', [['', 'Anna Keller']]],
  [
    'Anna <anna@example.com>, Bob Ross <bob@example.com>;',
    [
      ['anna@example.com', 'Anna'],
      ['bob@example.com', 'Bob Ross'],
    ],
  ],
])('reads %j', (text, expected) => {
  expect(customers(text)).toEqual(expected)
})

test.each([
  ['Full Name,E-Mail,Company\nAnna Keller,anna@example.com,Keller Ltd', 'Keller Ltd'],
  ['email;first_name;last_name;organisation\nanna@example.com;Anna;Keller;"Keller; Ltd"', 'Keller; Ltd'],
])('reads CSV with the header of %j', (text, company) => {
  expect(customers(text)).toEqual([['anna@example.com', 'Anna Keller', company]])
})

test('skips empty lines and counts the lines of the text', () => {
  expect(
    parseCustomers('\n  \nanna@example.com, Anna\r\n\r\nbob@example.com, Bob').map(({ line }) => line),
  ).toEqual([3, 5])
  expect(parseCustomers(' \n ')).toEqual([])
})
