import { expect, test } from 'vitest'
import { newCustomer } from './schemas.ts'

const person = { email: 'ada@example.com', fullName: 'Ada' }
const problems = (body: object) =>
  (newCustomer.safeParse(body).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  )

test('requires either a password or a set-password link for a new customer', () => {
  expect(problems({ ...person, password: 'long enough' })).toEqual([])
  expect(problems({ ...person, passwordLink: true })).toEqual([])
  expect(problems(person)).toEqual(['password: Password is required.'])
  expect(problems({ ...person, passwordLink: false })).toEqual(['password: Password is required.'])
  expect(problems({ ...person, passwordLink: true, password: 'long enough' })).toEqual([
    'password: Omit the password if you request a set-password link.',
  ])
})

test('reports every invalid field at once, each once', () => {
  expect(problems({})).toEqual([
    'email: Email is required.',
    'fullName: Full Name is required.',
    'password: Password is required.',
  ])
  expect(problems({ ...person, password: '' })).toEqual(['password: Password is required.'])
  expect(problems({ ...person, password: 5 })).toEqual(['password: Password must be text.'])
  expect(problems({ ...person, password: 'short', email: 'x' })).toEqual([
    'email: Email is not a valid address. Write it like name@example.com.',
    'password: Password needs at least 8 characters.',
  ])
})
