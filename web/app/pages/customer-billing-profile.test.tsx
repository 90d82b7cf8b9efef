import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { Answers } from '../../testing/answers.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { at, billingProfile, billingSettings, customer, ids, staffAs } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.billingProfile
const address = `/customers/${ids.ada}/billing`
const world = (billingProfiles: NonNullable<Answers['billingProfiles']>): Answers => ({
  customers: { get: () => customer() },
  company: { settings: () => billingSettings() },
  billingProfiles,
})
const full = billingProfile({
  line1: 'Main St 1',
  postcode: '1010',
  city: 'Vienna',
  country: 'AT',
  phone: '+43 1 234',
  taxId: 'ATU12345678',
  taxIdCheck: { result: 'valid', checkedAt: at, evidence: 'VIES WAPIAAAAX1', by: 'Grace Hopper' },
  currency: 'USD',
  currencyIsLocked: true,
  paymentTermsDays: 30,
  notes: 'Pays by cash.',
  updatedAt: at,
})

describe('the billing details', () => {
  test('show their loading state', async () => {
    openPage(address, world({ get: never }))
    expect((await screen.findAllByText('Loading...')).length).toBeGreaterThan(0)
  })
  test('show their full state', async () => {
    openPage(address, world({ get: () => full }))
    expect(await screen.findByText(/1010 Vienna/)).toHaveTextContent('Main St 1')
    expect(screen.getByText(text.results.valid)).toBeVisible()
    expect(screen.getByText('USD')).toBeVisible()
    expect(screen.getByText('30 days')).toBeVisible()
    expect(screen.getByText('Pays by cash.')).toBeVisible()
  })
  test('show their empty state', async () => {
    openPage(address, world({ get: () => billingProfile() }))
    expect(await screen.findByText(text.companyCurrency('EUR'))).toBeVisible()
    expect(screen.getByText(text.companyTermDays(14))).toBeVisible()
    expect(screen.getAllByText(text.notGiven)).toHaveLength(3)
  })
  test('show their error state', async () => {
    openPage(address, world({ get: refuses('The details are not available.') }))
    expect(await screen.findByText('The details are not available.')).toBeVisible()
  })
})

test('edits the details, and shows a refusal at its field', async () => {
  const sent: unknown[] = []
  const refusal = 'A VAT ID of DE has another form. Check it for a mistyped character.'
  const user = openPage(
    address,
    world({
      get: () => billingProfile(),
      change: (input) => {
        sent.push(input)
        if (sent.length === 1)
          throw new Refused(refusal, { errors: [{ path: 'taxId', code: 'invalid', message: refusal }] })
        return full
      },
    }),
  )
  await user.click(await screen.findByRole('button', { name: text.editTitle }))
  const form = within(await screen.findByRole('dialog', { name: text.editTitle }))
  await user.type(form.getByLabelText(text.city), 'Berlin')
  await user.selectOptions(form.getByLabelText(text.country), 'DE')
  await user.type(form.getByLabelText(text.taxId), 'de 12')
  await user.type(form.getByLabelText(text.terms), '-1')
  await user.click(form.getByRole('button', { name: text.save }))
  expect(await form.findByText('Payment terms must be a whole number from 0 to 365.')).toBeVisible()
  await user.clear(form.getByLabelText(text.terms))
  await user.type(form.getByLabelText(text.terms), '7')
  await user.click(form.getByRole('button', { name: text.save }))
  expect(await form.findByText(refusal)).toBeVisible()
  await user.click(form.getByRole('button', { name: text.save }))
  expect(await screen.findByText(text.saved)).toBeVisible()
  expect(sent.at(-1)).toEqual({
    id: ids.ada,
    line1: '',
    line2: '',
    postcode: '',
    city: 'Berlin',
    region: '',
    country: 'DE',
    phone: null,
    taxId: 'DE12',
    isExempt: false,
    exemptReason: null,
    currency: null,
    paymentTermsDays: 7,
    invoiceEmail: null,
    notes: '',
  })
  // The answer of the API is shown.
  expect(await screen.findByText(/1010 Vienna/)).toBeVisible()
})

test('keeps the currency once something is booked', async () => {
  const user = openPage(address, world({ get: () => full }))
  await user.click(await screen.findByRole('button', { name: text.editTitle }))
  const form = within(await screen.findByRole('dialog', { name: text.editTitle }))
  expect(form.getByLabelText(text.currency)).toBeDisabled()
  expect(form.getByText(text.currencyLocked)).toBeVisible()
})

test('records a check of the tax id', async () => {
  const sent: unknown[] = []
  const user = openPage(
    address,
    world({
      get: () => ({ ...full, taxIdCheck: null }),
      recordTaxIdCheck: (input) => {
        sent.push(input)
        return full
      },
    }),
  )
  expect(await screen.findByText(text.notChecked)).toBeVisible()
  await user.click(screen.getByRole('button', { name: text.record }))
  const form = within(await screen.findByRole('dialog', { name: text.recordTitle }))
  await user.click(form.getByRole('button', { name: text.record }))
  expect(await form.findByText('Evidence is required.')).toBeVisible()
  await user.type(form.getByLabelText(text.evidence), 'VIES WAPIAAAAX1')
  await user.click(form.getByRole('button', { name: text.record }))
  expect(await screen.findByText(text.results.valid)).toBeVisible()
  expect(sent).toEqual([{ id: ids.ada, taxId: 'ATU12345678', result: 'valid', evidence: 'VIES WAPIAAAAX1' }])
})

test('shows roles that only read billing no actions', async () => {
  openPage(address, world({ get: () => full }), staffAs('support'))
  expect(await screen.findByText('USD')).toBeVisible()
  expect(screen.queryByRole('button', { name: text.record })).toBeNull()
  const panel = screen.getByText(text.title).closest('section')
  expect(within(panel as HTMLElement).queryByRole('button')).toBeNull()
})
