import { describe, expect, it } from 'vitest'
import {
  add,
  type Currency,
  CurrencyMismatch,
  compare,
  currencyOf,
  format,
  fromJson,
  isEqual,
  isNegative,
  isPositive,
  isZero,
  lesser,
  money,
  negate,
  subtract,
  sum,
  toJson,
  zero,
} from './index.ts'

const euro = (amount: bigint) => money(amount, 'EUR')

describe('Money', () => {
  it('adds, subtracts and compares in one currency', () => {
    expect(add(euro(5n), euro(-7n))).toEqual(euro(-2n))
    expect(subtract(euro(5n), euro(7n))).toEqual(euro(-2n))
    expect(sum([euro(1n), euro(2n), euro(3n)], 'EUR')).toEqual(euro(6n))
    expect(sum([], 'JPY')).toEqual(zero('JPY'))
    expect(negate(euro(5n))).toEqual(euro(-5n))
    expect([compare(euro(1n), euro(2n)), compare(euro(2n), euro(1n)), compare(euro(1n), euro(1n))]).toEqual([
      -1, 1, 0,
    ])
    expect(lesser(euro(1n), euro(2n))).toEqual(euro(1n))
    expect([isZero(euro(0n)), isNegative(euro(-1n)), isPositive(euro(0n))]).toEqual([true, true, false])
  })

  it.each([
    ['add', () => add(euro(1n), money(1n, 'USD'))],
    ['subtract', () => subtract(euro(0n), money(0n, 'USD'))],
    ['compare', () => compare(euro(1n), money(1n, 'SEK'))],
    ['sum', () => sum([money(1n, 'SEK')], 'EUR')],
    ['lesser', () => lesser(euro(1n), money(1n, 'JPY'))],
  ])('never mixes currencies: %s (R24)', (_name, mix) => {
    expect(mix).toThrow(CurrencyMismatch)
  })

  it('of two currencies is never equal', () => {
    expect(isEqual(zero('EUR'), zero('USD'))).toBe(false)
    expect(isEqual(euro(3n), euro(3n))).toBe(true)
  })

  it.each<[bigint, Currency]>([
    [0n, 'EUR'],
    [-1n, 'JPY'],
    [9_007_199_254_740_993n, 'KWD'],
  ])('keeps %s %s through JSON', (amount, currency) => {
    expect(toJson(money(amount, currency))).toEqual({ amount: amount.toString(), currency })
    expect(fromJson(JSON.parse(JSON.stringify(toJson(money(amount, currency)))))).toEqual(
      money(amount, currency),
    )
  })

  it('D25: 80 yen are sent and read back as 80', () => {
    expect(toJson(money(80n, 'JPY'))).toEqual({ amount: '80', currency: 'JPY' })
    expect(format(money(80n, 'JPY'), 'en-US')).toBe('¥80')
  })

  it('refuses an unknown currency of the database', () => {
    expect(currencyOf('SEK')).toBe('SEK')
    expect(() => currencyOf('DEM')).toThrow(RangeError)
  })
})
