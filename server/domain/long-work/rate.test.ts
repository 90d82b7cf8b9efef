import { expect, it } from 'vitest'
import { Rate } from './rate.ts'

it('is not known in the first second', () => {
  const rate = new Rate()
  expect(rate.after(0, 0)).toBeNull()
  expect(rate.after(100, 999)).toBeNull()
})

it('counts the rows of each second', () => {
  const rate = new Rate()
  rate.after(0, 0)
  expect(rate.after(50, 1000)).toBe(50)
  expect(rate.after(300, 3000)).toBe(100)
})

it('forgets the work of more than a minute ago', () => {
  const rate = new Rate()
  rate.after(0, 0)
  rate.after(6000, 30_000)
  expect(rate.after(6600, 90_000)).toBe(10)
})

it('starts again after an hour without work', () => {
  const rate = new Rate()
  rate.after(0, 0)
  expect(rate.after(100, 3_600_000)).toBeNull()
})
