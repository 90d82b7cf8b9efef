import { expect, test } from 'vitest'
import { safeNext } from './search-params.ts'

// Class: open redirect after the sign-in (CWE-601).
test.each([
  'https://evil.example/',
  '//evil.example/',
  '///evil.example/',
  '/\\evil.example/',
  '\\\\evil.example/',
  '/\t/evil.example/',
  '/\n/evil.example/',
  '/.//evil.example/',
  '/..//evil.example/',
  '/x/..//evil.example/',
  '/%2e//evil.example/',
  '/%2e%2e//evil.example/',
  '/.//\\evil.example/',
  'javascript:alert(1)',
  '/javascript:alert(1)//\u2028',
  'data:text/html,x',
  ' //evil.example/',
  '@evil.example',
  '.evil.example',
])('a sign-in leads to no other site: %j', (next) => {
  const target = safeNext(next)
  expect(target).toMatch(/^\/(?![/\\])/)
  expect(new URL(target, 'https://billing.example').origin).toBe('https://billing.example')
})

test.each([
  '/customers?search=a',
  '/operations/x',
  '/',
])('a sign-in leads to the requested page %s', (next) => {
  expect(safeNext(next)).toBe(next)
})
