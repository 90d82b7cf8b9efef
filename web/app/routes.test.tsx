import { expect, test } from 'vitest'
import { needs } from './needs.ts'
import { makeRouter } from './router.tsx'

const sources = import.meta.glob<string>('./**/*.test.tsx', { query: '?raw', import: 'default', eager: true })

test('every route has a test of its states', () => {
  const tested = Object.values(sources).flatMap((source) =>
    [...source.matchAll(/^describeRoute\('([^']+)'/gm)].map(([, route]) => route),
  )
  expect(new Set(tested)).toEqual(new Set(Object.keys(makeRouter().routesByPath)))
})

test('every route of the console declares the permission that it needs', () => {
  const entrances = [
    '/login',
    '/setup',
    '/set-password',
    '/forgot-password',
    '/confirm-email',
    '/portal',
    '/portal/invoices/$invoiceId',
  ]
  const routes = Object.keys(makeRouter().routesByPath).filter(
    (route) => !entrances.includes(route) && (route === '/' || !route.endsWith('/')),
  )
  expect(new Set(Object.keys(needs))).toEqual(new Set(routes))
})
