import { expect, test } from 'vitest'
import {
  type AddCustomerValues,
  addCustomerInput,
  addCustomerSchema,
  emptyCustomer,
} from './add-customer-values.ts'
import { noPlan } from './plan-values.ts'

const filled: AddCustomerValues = {
  ...emptyCustomer,
  email: 'A@Example.com',
  fullName: 'Ada',
  password: 'long enough',
}
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
  const typed = {
    ...filled,
    provisioning: { username: 'ada', password: 'x', serverId: 's', email: '', location: '', tags: [] },
  }
  expect(addCustomerInput(typed)).not.toHaveProperty('provisioning')
})

test('sends no value for an empty optional field', () => {
  const values = { ...filled, withHosting: true }
  expect(addCustomerInput(values).companyName).toBeNull()
  expect(addCustomerInput(values).provisioning).not.toHaveProperty('email')
})

test('sends location and tags only with an automatic choice', () => {
  const provisioning = { ...filled.provisioning, location: 'Frankfurt', tags: ['ssd'] }
  const sent = (serverId: string) =>
    addCustomerInput({ ...filled, withHosting: true, provisioning: { ...provisioning, serverId } })
      .provisioning
  expect(sent('auto')).toMatchObject({
    serverId: 'auto',
    placement: { location: 'Frankfurt', tags: ['ssd'] },
  })
  expect(sent('s')).not.toHaveProperty('placement')
})

test('sends a plan only if one is chosen, and the time of its hosting only with hosting', () => {
  const bought = { ...noPlan, productId: 'p', priceId: 'price', provision: 'after-payment' as const }
  const sent = (values: Partial<typeof filled>) => addCustomerInput({ ...filled, ...values })
  expect(sent({ withHosting: true })).not.toHaveProperty('subscription')
  expect(sent({ subscription: { ...bought, productId: '' } })).not.toHaveProperty('subscription')
  expect(sent({ subscription: bought }).subscription).toEqual({ priceId: 'price' })
  expect(sent({ subscription: bought, withHosting: true }).subscription).toEqual({
    priceId: 'price',
    provision: 'after-payment',
  })
  const addOns = { one: '2' }
  expect(sent({ subscription: { ...bought, addOns, planHash: 'hash' } }).subscription).toEqual({
    priceId: 'price',
    addOns: [{ priceId: 'one', quantity: 2 }],
    planHash: 'hash',
  })
  for (const typed of ['', '0', '10001'])
    expect(sent({ subscription: { ...bought, addOns: { one: typed } } }).subscription).toMatchObject({
      addOns: null,
    })
})

test('names every required field of an empty form', () => {
  expect(paths(emptyCustomer)).toEqual(expect.arrayContaining(['email', 'fullName', 'password']))
})
