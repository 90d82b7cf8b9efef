import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { money } from '../index.ts'
import {
  allocate,
  floor,
  inverse,
  multiply,
  ofDecimal,
  ofMillion,
  plus,
  ratio,
  rounded,
  roundTo,
  times,
} from './index.ts'

// The oracle divides to 80 decimals, and rounds half away from zero.
Big.DP = 80
const oracle = (numerator: bigint, denominator: bigint) =>
  BigInt(new Big(numerator.toString()).div(denominator.toString()).round(0, Big.roundHalfUp).toFixed(0))

const anyAmount = fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n })
const anyDivisor = fc.bigInt({ min: 1n, max: 10n ** 7n })
const total = (parts: readonly bigint[]) => parts.reduce((left, right) => left + right, 0n)

describe('Rounding', () => {
  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [7n, 2n, 4n],
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [1n, 3n, 0n],
    [-1n, 3n, 0n],
    [2n, 3n, 1n],
    [0n, 7n, 0n],
    [139_650n, 100n, 1397n],
    [5n, -2n, -3n],
  ])('%s / %s is %s, half away from zero', (numerator, denominator, expected) => {
    expect(rounded(ratio(numerator, denominator))).toBe(expected)
  })

  it('equals the oracle', () => {
    fc.assert(
      fc.property(anyAmount, anyDivisor, (numerator, denominator) => {
        expect(rounded(ratio(numerator, denominator))).toBe(oracle(numerator, denominator))
      }),
    )
  })

  it('equals the oracle at every tie', () => {
    fc.assert(
      fc.property(anyAmount, anyDivisor, (whole, factor) => {
        const numerator = (2n * whole + 1n) * factor
        expect(rounded(ratio(numerator, 2n * factor))).toBe(oracle(numerator, 2n * factor))
      }),
    )
  })

  it('happens once, after all factors', () => {
    fc.assert(
      fc.property(anyAmount, fc.integer({ min: 0, max: 1_000_000 }), anyDivisor, (amount, ppm, days) => {
        const factors = [ofMillion(ppm), ratio(days, 31n)]
        const exact = new Big(amount.toString()).times(ppm).times(days.toString())
        const expected = exact.div('31000000').round(0, Big.roundHalfUp).toFixed(0)
        expect(multiply(money(amount, 'EUR'), ...factors).amount).toBe(BigInt(expected))
      }),
    )
  })

  it('down goes down below zero too', () => {
    expect([floor(ratio(-5n, 2n)), floor(ratio(5n, 2n)), floor(ratio(-4n, 2n))]).toEqual([-3n, 2n, -2n])
  })
})

describe('Ratios', () => {
  it('are exact', () => {
    expect(rounded(times(plus(ratio(1n, 3n), ratio(1n, 6n)), ratio(2n)))).toBe(1n)
    expect(inverse(ratio(-2n, 3n))).toEqual({ numerator: -3n, denominator: 2n })
    expect(() => ratio(1n, 0n)).toThrow(RangeError)
    expect(() => inverse(ratio(0n))).toThrow(RangeError)
  })

  it.each([
    ['2.25', 225n, 100n],
    ['-0.5', -5n, 10n],
    ['3', 3n, 1n],
  ])('read the decimal %s', (text, numerator, denominator) => {
    expect(ofDecimal(text)).toEqual({ numerator, denominator })
  })

  it.each(['', '1,5', '1e3', '.5', '5.', 'NaN', '+1', ' 1'])('do not read %j', (text) => {
    expect(() => ofDecimal(text)).toThrow(RangeError)
  })

  it('refuse a rate that is no whole number of parts per million', () => {
    expect(() => ofMillion(0.5)).toThrow(RangeError)
  })
})

describe('Allocation', () => {
  it.each([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [101n, [1n, 1n, 1n], [34n, 34n, 33n]],
    [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
    [1n, [1n, 1n], [1n, 0n]],
    [10n, [0n, 1n, 0n], [0n, 10n, 0n]],
    [0n, [1n, 2n], [0n, 0n]],
    [0n, [0n, 0n], [0n, 0n]],
    [7n, [5000n, 3333n, 1667n], [4n, 2n, 1n]],
    [5n, [3n, 7n], [2n, 3n]],
    [100n, [200n, -100n], [200n, -100n]],
    [10n, [3n, -1n], [15n, -5n]],
  ])('of %s by %s is %s', (amount, weights, shares) => {
    expect(allocate(amount, weights)).toEqual(shares)
  })

  it('gives the unit of a tie to the first', () => {
    expect(allocate(5n, [1n, 1n])).toEqual([3n, 2n])
    expect(allocate(3n, [1n, 1n, 1n, 1n])).toEqual([1n, 1n, 1n, 0n])
  })

  it('refuses to share an amount by nothing', () => {
    expect(() => allocate(1n, [0n, 0n])).toThrow(RangeError)
    expect(() => allocate(1n, [])).toThrow(RangeError)
    expect(() => allocate(1n, [1n, -1n])).toThrow(RangeError)
  })

  const weightsAbove = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 60 })

  it('sums exactly, and each share is within one unit of the exact one', () => {
    fc.assert(
      fc.property(anyAmount, weightsAbove, (amount, weights) => {
        fc.pre(total(weights) > 0n)
        const shares = allocate(amount, weights)
        expect(total(shares)).toBe(amount)
        for (const [index, share] of shares.entries()) {
          const error = share * total(weights) - amount * (weights[index] ?? 0n)
          expect(error < total(weights) && error > -total(weights)).toBe(true)
          if (weights[index] === 0n) expect(share).toBe(0n)
        }
      }),
    )
  })

  it('mirrors the shares of the negated amount', () => {
    fc.assert(
      fc.property(anyAmount, weightsAbove, (amount, weights) => {
        fc.pre(total(weights) > 0n)
        expect(allocate(-amount, weights)).toEqual(allocate(amount, weights).map((share) => -share))
      }),
    )
  })

  it('of exact parts sums to their rounded sum, with positive and negative parts', () => {
    const parts = fc.array(fc.tuple(anyAmount, anyDivisor), { maxLength: 30 })
    fc.assert(
      fc.property(parts, (pairs) => {
        const exact = pairs.map(([numerator, denominator]) => ratio(numerator, denominator))
        const target = rounded(exact.reduce(plus, ratio(0n)))
        const shares = roundTo(target, exact)
        expect(total(shares)).toBe(target)
        for (const [index, share] of shares.entries()) {
          const part = exact[index] ?? ratio(0n)
          const error = share * part.denominator - part.numerator
          expect(error <= part.denominator && error >= -part.denominator).toBe(true)
        }
      }),
    )
  })

  it('refuses a total that the parts cannot have', () => {
    expect(() => roundTo(3n, [ratio(1n, 2n)])).toThrow(RangeError)
    expect(() => roundTo(-1n, [ratio(1n), ratio(1n)])).toThrow(RangeError)
  })
})
