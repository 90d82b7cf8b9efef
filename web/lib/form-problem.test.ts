import { expect, test } from 'vitest'
import { sortOntoFields } from './form-problem.ts'
import { ApiError } from './problem.ts'

const refusal = (errors: { path: string; message: string }[]) =>
  new ApiError({
    type: 'about:blank',
    title: 'Unprocessable',
    status: 422,
    detail: 'Correct the fields named.',
    code: 'invalid',
    errors: errors.map((error) => ({ ...error, code: 'invalid' })),
    requestId: 'r1',
  })

test('assigns the first message of each field', () => {
  const error = refusal([
    { path: 'email', message: 'Taken.' },
    { path: 'email', message: 'Second.' },
    { path: 'provisioning.username', message: 'Not allowed.' },
  ])
  expect(sortOntoFields(error, ['email', 'provisioning.username'])).toEqual({
    fields: { email: 'Taken.', 'provisioning.username': 'Not allowed.' },
    rest: null,
  })
})

test('keeps a message without a field for the whole form', () => {
  const error = refusal([{ path: 'provisioning.packageId', message: 'Unknown package.' }])
  expect(sortOntoFields(error, ['email'])).toEqual({ fields: {}, rest: 'Unknown package.' })
})

test("renames API paths to the form's paths", () => {
  const error = refusal([{ path: 'username', message: 'Taken.' }])
  expect(sortOntoFields(error, ['provisioning.username'], (path) => `provisioning.${path}`).fields).toEqual({
    'provisioning.username': 'Taken.',
  })
})

test('shows the detail of a refusal without fields', () => {
  expect(sortOntoFields(refusal([]), ['email']).rest).toBe('Correct the fields named.')
})
