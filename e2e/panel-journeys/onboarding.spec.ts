import {
  createAndProvision,
  createCustomer,
  createWithHosting,
  field,
  fillCustomer,
  fillHosting,
  findRow,
  openAddCustomer,
  textOf,
} from '../steps/add-customer.ts'
import { checkAbsent, checkLedger } from '../steps/ledger.ts'
import { newPerson } from '../steps/people.ts'
import { expect, test } from '../system/test.ts'

// S9
test('a customer without hosting is created', async ({ page, panel }) => {
  const person = newPerson('Grace Hopper')
  await createCustomer(page, person)
  const row = await findRow(page, person)
  await expect(row).toContainText('Grace Hopper')
  await expect(row).toContainText('Active')
  await checkAbsent(panel, person.username)
})

// S10
test('a customer with hosting is created in one step, and the panel has the account once', async ({
  page,
  panel,
}) => {
  const person = newPerson()
  const form = await openAddCustomer(page)
  await fillCustomer(form, person)
  await field(form, 'Company Name').fill('Analytical Engines')
  await fillHosting(form, person)
  await createAndProvision(form)
  const sentence = page.getByText(
    /^Customer created and hosting account provisioned successfully! NextPanel User ID: \S+$/,
  )
  await expect(sentence).toBeVisible({ timeout: 15_000 })
  const shownId = (await sentence.innerText()).split(': ').at(-1) ?? ''
  await checkLedger(panel, person.username, shownId)

  await page.getByRole('link', { name: 'Open customer' }).click()
  await expect(page.getByRole('heading', { name: person.username })).toBeVisible()
  await expect(textOf(page, `NextPanel User ID: ${shownId}`)).toBeVisible()
})

test('after one customer, the form opens empty for the next, with the focus on the first field', async ({
  page,
  panel,
}) => {
  const first = newPerson('Alan Turing')
  const firstId = await createWithHosting(page, first)
  await page.getByRole('button', { name: 'Add Customer', exact: true }).click()
  const form = page.getByRole('dialog', { name: 'Add Customer' })
  for (const label of ['Email', 'Full Name', 'Company Name', 'Password'])
    await expect(field(form, label)).toHaveValue('')
  await expect(field(form, 'Active')).toBeChecked()
  await expect(field(form, 'Email')).toBeFocused()
  const second = newPerson('Barbara Liskov')
  await fillCustomer(form, second)
  await fillHosting(form, second)
  await createAndProvision(form)
  await expect(page.getByText(/NextPanel User ID: \S+$/)).toBeVisible({ timeout: 15_000 })
  const secondId = (await page.getByText(/NextPanel User ID: \S+$/).innerText()).split(': ').at(-1) ?? ''
  expect(secondId).not.toBe(firstId)
  await checkLedger(panel, first.username, firstId)
  await checkLedger(panel, second.username, secondId)
})
