import { expect, it } from 'vitest'
import { places } from './places.ts'

it('opens one page with each key', () => {
  expect(places.map(({ key }) => key)).toEqual([...new Set(places.map(({ key }) => key))])
})
