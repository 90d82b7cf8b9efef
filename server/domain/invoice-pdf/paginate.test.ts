import fc from 'fast-check'
import { expect, it } from 'vitest'
import { paginate } from './paginate.ts'

const heights = fc.array(fc.integer({ min: 10, max: 90 }), { maxLength: 80 })
const space = fc.record({
  first: fc.integer({ min: 100, max: 400 }),
  other: fc.integer({ min: 300, max: 700 }),
  end: fc.integer({ min: 20, max: 200 }),
})

it('puts each row on one page, in order, within the space of the page', () => {
  fc.assert(
    fc.property(heights, space, (rows, spaces) => {
      const pages = paginate(rows, spaces)
      expect(pages.reduce((sum, count) => sum + count, 0)).toBe(rows.length)
      let next = 0
      for (const [index, count] of pages.entries()) {
        const own = rows.slice(next, next + count)
        next += count
        const isLast = index === pages.length - 1
        const used = own.reduce((sum, height) => sum + height, 0) + (isLast ? spaces.end : 0)
        if (count > 1) expect(used).toBeLessThanOrEqual(index === 0 ? spaces.first : spaces.other)
        if (rows.length > 0 && isLast) expect(count).toBeGreaterThan(0)
      }
    }),
  )
})

it.each([
  ['nothing', [], [0]],
  ['rows that fit with the end', [30, 30], [2]],
  ['a last row that moves with the end', [30, 30, 30], [2, 1]],
  ['a row that is higher than a page', [30, 500, 30], [1, 1, 1]],
] as const)('divides %s', (_name, rows, pages) => {
  expect(paginate(rows, { first: 100, other: 100, end: 40 })).toEqual(pages)
})
