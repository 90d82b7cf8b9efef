import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs } from './backoff.ts'

const engine = { backoffFirstMs: 2_000, backoffMaxMs: 300_000 }
const random = () => fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('The backoff', () => {
  it('doubles from the first wait to the longest', () => {
    const full = (deferrals: number) => backoffMs(engine, { deferrals, random: () => 1 })
    expect([0, 1, 2, 3, 7, 8, 1000].map(full)).toEqual([
      2_000, 4_000, 8_000, 16_000, 256_000, 300_000, 300_000,
    ])
  })

  it('is a whole number between half of the wait and the full wait, for any random value', () => {
    fc.assert(
      fc.property(fc.nat(10_000), random(), (deferrals, chance) => {
        const full = backoffMs(engine, { deferrals, random: () => 1 })
        const wait = backoffMs(engine, { deferrals, random: () => chance })
        expect(wait).toBeGreaterThanOrEqual(full / 2)
        expect(wait).toBeLessThanOrEqual(full)
        expect(Number.isSafeInteger(wait)).toBe(true)
      }),
    )
    expect(backoffMs(engine, { deferrals: 0, random: () => 0 })).toBe(1_000)
  })

  it('is never shorter than the wait that the panel requested, even beyond the longest', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(86_400_000), random(), (deferrals, afterMs, chance) => {
        expect(backoffMs(engine, { deferrals, afterMs, random: () => chance })).toBeGreaterThanOrEqual(
          afterMs,
        )
      }),
    )
  })
})
