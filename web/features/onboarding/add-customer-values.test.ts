import { expect, test } from 'vitest'
import { addCustomerInput, addCustomerSchema, emptyCustomer } from './add-customer-values.ts'

const filled = { ...emptyCustomer, email: 'A@Example.com', fullName: 'Ada', password: 'long enough' }
const paths = (values: typeof emptyCustomer) =>
  (addCustomerSchema(undefined).safeParse(addCustomerInput(values)).error?.issues ?? []).map((issue) =>
    issue.path.join('.'),
  )

test('requires the hosting fields only with the hosting option', () => {
  expect(paths(filled)).toEqual([])
  expect(paths({ ...filled, withHosting: true })).toEqual([
    'provisioning.username',
    'provisioning.password',
    'provisioning.serverId',
  ])
})

test('does not send the values of hidden hosting fields', () => {
  const typed = { ...filled, provisioning: { username: 'ada', password: 'x', serverId: 's', email: '' } }
  expect(addCustomerInput(typed)).not.toHaveProperty('provisioning')
})

test('sends no value for an empty optional field', () => {
  const values = { ...filled, withHosting: true }
  expect(addCustomerInput(values).companyName).toBeNull()
  expect(addCustomerInput(values).provisioning).not.toHaveProperty('email')
})

test('names every required field of an empty form', () => {
  expect(paths(emptyCustomer)).toEqual(expect.arrayContaining(['email', 'fullName', 'password']))
})
