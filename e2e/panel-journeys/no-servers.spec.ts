import {
  createCustomer,
  dialog,
  field,
  fillCustomer,
  openAddCustomer,
  textOf,
} from '../steps/add-customer.ts'
import { newPerson } from '../steps/people.ts'
import { addServer, closedAddress } from '../steps/servers.ts'
import { expect, test } from '../system/test.ts'

// S7
test.use({ world: 'own' })

test('without servers, the form says so, links to the Server page, and still creates a customer', async ({
  page,
}) => {
  const person = newPerson()
  const form = await openAddCustomer(page)
  await fillCustomer(form, person)
  await field(form, 'Also provision NextPanel hosting account').check()
  await expect(textOf(form, 'No NextPanel servers available. Add a server first.')).toBeVisible()
  await expect(form.getByRole('button', { name: 'Create & Provision' })).toBeDisabled()

  await field(form, 'Also provision NextPanel hosting account').uncheck()
  await form.getByRole('button', { name: 'Create Customer', exact: true }).click()
  await expect(textOf(page, 'Customer created successfully!')).toBeVisible()

  const again = await openAddCustomer(page)
  await field(again, 'Also provision NextPanel hosting account').check()
  await again.getByRole('link', { name: 'Go to the Server page' }).click()
  await expect(page).toHaveURL(/\/server$/)
  await expect(page.getByRole('heading', { name: 'Server', exact: true })).toBeVisible()
  await expect(textOf(page, 'No servers yet.')).toBeVisible()
})

test('with all servers offline, submitting is blocked and the reason is shown', async ({ page, panel }) => {
  await addServer(page, { ...panel, url: await closedAddress(), name: 'Gone Server', capacity: 10 })
  const person = newPerson()
  const form = await openAddCustomer(page)
  await fillCustomer(form, person)
  await field(form, 'Also provision NextPanel hosting account').check()
  await expect(
    textOf(form, 'All NextPanel servers are offline. Wait until one is online again, or provision later.'),
  ).toBeVisible()
  await field(form, 'NextPanel Server').click()
  await expect(page.getByRole('option', { name: /^Gone Server \(0\/10\)/ })).toBeDisabled()
  await page.keyboard.press('Escape')

  const submit = form.getByRole('button', { name: 'Create & Provision', exact: true })
  await expect(submit).toBeDisabled()
  await submit.click({ force: true })
  await field(form, 'Hosting Password').fill(person.hostingPassword)
  await field(form, 'Hosting Password').press('Enter')
  await expect(form).toBeVisible()
  await form.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(textOf(page, 'No customers yet.')).toBeVisible()

  await createCustomer(page, person)
  await expect(dialog(page, 'Add Customer')).toBeHidden()
})
