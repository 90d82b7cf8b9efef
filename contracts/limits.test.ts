import { expect, it } from 'vitest'
import { localDate } from './local-date.ts'
import { newPrice } from './products/schemas.ts'

it.each([
  ['1899-12-31', false],
  ['1900-01-01', true],
  ['2200-12-31', true],
  ['2201-01-01', false],
  ['9999-12-31', false],
  ['0000-01-01', false],
  ['2026-02-29', false],
])('a date of a request is from 1900 to 2200: %s', (text, isAllowed) => {
  const { success, error } = localDate('startOn').safeParse(text)
  expect(success).toBe(isAllowed)
  expect(error?.issues.length ?? 0).toBe(isAllowed ? 0 : 1)
})

it.each([
  ['amount', '1000000000000', true],
  ['amount', '1000000000001', false],
  ['amount', '9007199254740991', false],
  ['setupFee', '1000000000001', false],
])('a price has at most 10^12 minor units: %s %s', (field, amount, isAllowed) => {
  const price = { amount: { amount: '100', currency: 'EUR' }, interval: { unit: 'month' } }
  const { error } = newPrice.safeParse({ ...price, [field]: { amount, currency: 'EUR' } })
  expect(error?.issues.map(({ path }) => path.join('.')) ?? []).toEqual(isAllowed ? [] : [`${field}.amount`])
})
