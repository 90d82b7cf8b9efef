import { expect, test } from 'vitest'
import { addCustomerInput, addCustomerSchema, emptyCustomer } from './add-customer-values.ts'

const filled = { ...emptyCustomer, email: 'A@Example.com', fullName: 'Ada', password: 'long enough' }
const paths = (values: typeof emptyCustomer) =>
  (addCustomerSchema(undefined).safeParse(addCustomerInput(values)).error?.issues ?? []).map((issue) =>
    issue.path.join('.'),
  )

test('hosting fields are required only when hosting is asked for', () => {
  expect(paths(filled)).toEqual([])
  expect(paths({ ...filled, withHosting: true })).toEqual([
    'provisioning.username',
    'provisioning.password',
    'provisioning.serverId',
  ])
})

test('what stands in hidden hosting fields is not sent', () => {
  const typed = { ...filled, provisioning: { username: 'ada', password: 'x', serverId: 's', email: '' } }
  expect(addCustomerInput(typed)).not.toHaveProperty('provisioning')
})

test('an empty optional field is absence, not an empty text', () => {
  const values = { ...filled, withHosting: true }
  expect(addCustomerInput(values).companyName).toBeNull()
  expect(addCustomerInput(values).provisioning).not.toHaveProperty('email')
})

test('every required field of an empty form is named', () => {
  expect(paths(emptyCustomer)).toEqual(expect.arrayContaining(['email', 'fullName', 'password']))
})
