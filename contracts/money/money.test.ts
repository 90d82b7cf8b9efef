import { describe, expect, it } from 'vitest'
import { currencies, exponentOf, isCurrency } from './currencies.ts'
import { amountOf, decimalText } from './decimal.ts'
import { formatMoney } from './format.ts'
import { enteredMoney, largestAmount, money, positiveMoney } from './schemas.ts'

// Spaces in formatted text may be of any kind.
const plain = (text: string) => text.replace(/\s/g, ' ')

describe('The decimals of a currency', () => {
  it.each([
    ['EUR', 2],
    ['USD', 2],
    ['HUF', 2],
    ['MGA', 2],
    ['ISK', 0],
    ['JPY', 0],
    ['KRW', 0],
    ['UGX', 0],
    ['CLP', 0],
    ['IQD', 3],
    ['KWD', 3],
    ['BHD', 3],
    ['JOD', 3],
    ['OMR', 3],
    ['TND', 3],
    ['LYD', 3],
    ['CLF', 4],
    ['UYW', 4],
    ['MRU', 2],
  ] as const)('of %s are %i, as in ISO 4217', (code, exponent) => {
    expect(exponentOf(code)).toBe(exponent)
  })

  it('differ from those of Intl only where Intl has the habits of screens', () => {
    const digits = (currency: string) =>
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      -1
    const higherHere = currencies.filter((code) => exponentOf(code) > digits(code))
    expect(currencies.filter((code) => exponentOf(code) < digits(code))).toEqual([])
    expect(higherHere).toEqual(expect.arrayContaining(['HUF', 'IQD', 'MGA']))
  })

  it('are known for every code once, and for no former or unknown code', () => {
    expect(new Set(currencies).size).toBe(currencies.length)
    expect(currencies.length).toBe(165)
    expect(currencies.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true)
    expect(['DEM', 'HRK', 'BGN', 'ANG', 'XAU', 'eur', '', 'toString'].filter(isCurrency)).toEqual([])
  })
})

describe('An amount as text', () => {
  it.each([
    ['EUR', 1234n, '12.34'],
    ['EUR', 5n, '0.05'],
    ['EUR', -5n, '-0.05'],
    ['EUR', 0n, '0.00'],
    ['JPY', 80n, '80'],
    ['KWD', 1n, '0.001'],
    ['KWD', -12_345n, '-12.345'],
    ['CLF', 123n, '0.0123'],
  ] as const)('in %s: %s is %s', (currency, amount, text) => {
    expect(decimalText(amount, currency)).toBe(text)
    expect(amountOf(text, currency)).toBe(amount)
  })

  it.each([
    ['12', 'EUR', '.', 1200n],
    ['12.3', 'EUR', '.', 1230n],
    ['12.3400', 'EUR', '.', 1234n],
    ['1.000', 'EUR', '.', null],
    ['12,000', 'JPY', ',', null],
    ['12.500', 'KWD', '.', 12_500n],
    ['12.345', 'EUR', '.', null],
    ['80.5', 'JPY', '.', null],
    ['80.0', 'JPY', '.', 80n],
    ['1,234.50', 'EUR', '.', 123_450n],
    ['1.234,50', 'EUR', ',', 123_450n],
    ['1 234,50', 'EUR', ',', 123_450n],
    ["1'234.50", 'CHF', '.', 123_450n],
    ['1\u00a0234,50', 'EUR', ',', 123_450n],
    ['+5.00', 'EUR', '.', 500n],
    ['\u22125.00', 'EUR', '.', -500n],
    ['1,23', 'EUR', '.', null],
    ['12,3456.00', 'EUR', '.', null],
    ['1e3', 'EUR', '.', null],
    ['', 'EUR', '.', null],
    ['NaN', 'EUR', '.', null],
    ['--5', 'EUR', '.', null],
    ['.5', 'EUR', '.', null],
    ['12.', 'EUR', '.', null],
    ['٣', 'EUR', '.', null],
  ] as const)('%j in %s with the separator %j is %s', (text, currency, point, amount) => {
    expect(amountOf(text, currency, point)).toBe(amount)
  })

  it.each([
    [1234n, 'EUR', 'en-US', '€12.34'],
    [1234n, 'EUR', 'de-DE', '12,34 €'],
    [-1234n, 'USD', 'en-US', '-$12.34'],
    [80n, 'JPY', 'en-US', '¥80'],
    [123_450n, 'HUF', 'en-US', 'HUF 1,234.50'],
    [5n, 'KWD', 'en-US', 'KWD 0.005'],
    [1234n, 'MGA', 'en-US', 'MGA 12.34'],
    [9_007_199_254_740_993n, 'EUR', 'en-US', '€90,071,992,547,409.93'],
  ] as const)('of %s %s in %s is %s for people', (amount, currency, locale, text) => {
    expect(plain(formatMoney(amount, currency, locale))).toBe(text)
  })
})

describe('Money in the API', () => {
  it.each([
    '0',
    '1',
    '-1',
    '1234',
    '9007199254740991',
    '-9007199254740991',
  ])('accepts the amount %s', (amount) => {
    expect(money.parse({ amount, currency: 'EUR' })).toEqual({ amount, currency: 'EUR' })
    expect(enteredMoney.parse({ amount, currency: 'EUR' })).toEqual({ amount, currency: 'EUR' })
  })

  it.each([
    '9007199254740992',
    '-9007199254740992',
    '99999999999999999999',
  ])('refuses the amount %s from a caller, and shows it as a sum of others', (amount) => {
    expect(money.safeParse({ amount, currency: 'EUR' }).success).toBe(true)
    expect(enteredMoney.safeParse({ amount, currency: 'EUR' }).success).toBe(false)
  })

  it.each([
    '9'.repeat(31),
    '12.34',
    '1e3',
    '01',
    '-0',
    '+1',
    ' 1',
    '',
    'NaN',
    '0x10',
    1234,
    null,
    undefined,
    10n,
  ])('refuses the amount %s', (amount) => {
    expect(money.safeParse({ amount, currency: 'EUR' }).success).toBe(false)
  })

  it.each([
    'eur',
    'EURO',
    'XXX',
    'DEM',
    '',
    978,
    null,
    '__proto__',
  ])('refuses the currency %s', (currency) => {
    expect(money.safeParse({ amount: '1', currency }).success).toBe(false)
  })

  it('refuses other fields', () => {
    expect(money.safeParse({ amount: '1', currency: 'EUR', cents: 1 }).success).toBe(false)
  })

  it.each([
    ['1', true],
    ['0', false],
    ['-1', false],
  ])('can require more than zero: %s', (amount, accepted) => {
    expect(positiveMoney.safeParse({ amount, currency: 'EUR' }).success).toBe(accepted)
  })

  it('has a limit that every JSON reader can hold', () => {
    expect(largestAmount).toBe(BigInt(Number.MAX_SAFE_INTEGER))
  })
})
