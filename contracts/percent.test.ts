import { describe, expect, it } from 'vitest'
import { partsPerMillion, percentage, percentOf } from './percent.ts'

describe('A percentage', () => {
  it.each([
    ['19', 190_000],
    ['9.975', 99_750],
    ['0', 0],
    ['100', 1_000_000],
    ['0.0001', 1],
    ['5.50', 55_000],
  ])('%s is %i parts per million, and back', (text, ppm) => {
    expect(partsPerMillion(text)).toBe(ppm)
    expect(partsPerMillion(percentOf(ppm))).toBe(ppm)
  })

  it.each(['', '-1', '9.97501', '1e1', '07', ' 19', '19%', '1,5'])('%j is none', (text) => {
    expect(partsPerMillion(text)).toBeNull()
  })

  it('has limits, and one spelling', () => {
    const rate = percentage('Rate', { from: 0, to: 100 })
    expect(rate.parse(' 19.50 ')).toBe('19.5')
    expect(rate.safeParse('100.0001').success).toBe(false)
    expect(rate.safeParse('x').success).toBe(false)
    expect(rate.safeParse(19).success).toBe(false)
  })
})
