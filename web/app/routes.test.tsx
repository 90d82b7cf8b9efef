import { expect, test } from 'vitest'
import { makeRouter } from './router.tsx'

const sources = import.meta.glob<string>('./**/*.test.tsx', { query: '?raw', import: 'default', eager: true })

test('every route has a test of its states', () => {
  const tested = Object.values(sources).flatMap((source) =>
    [...source.matchAll(/^describeRoute\('([^']+)'/gm)].map(([, route]) => route),
  )
  expect(new Set(tested)).toEqual(new Set(Object.keys(makeRouter().routesByPath)))
})
