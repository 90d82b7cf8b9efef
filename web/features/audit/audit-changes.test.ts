import { expect, test } from 'vitest'
import { changesOf } from './audit-changes.ts'

test('leaves out unchanged and empty fields', () => {
  expect(
    changesOf({
      before: { email: 'a@example.com', fullName: 'Before', companyName: null },
      after: {
        email: 'a@example.com',
        fullName: 'After',
        companyName: null,
        password: true,
        note: null,
        customerId: 'x',
      },
    }),
  ).toEqual([
    { name: 'fullName', before: 'Before', after: 'After' },
    { name: 'password', before: undefined, after: true },
  ])
})

test('shows the old values of an entry without new ones', () => {
  expect(changesOf({ before: { status: 'active', reasons: [] }, after: null })).toEqual([
    { name: 'status', before: 'active', after: undefined },
  ])
  expect(changesOf({ before: null, after: null })).toEqual([])
})
