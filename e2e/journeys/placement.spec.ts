import {
  createAndProvision,
  field,
  fillCustomer,
  fillHosting,
  openAddCustomer,
  openHostingTab,
  textOf,
} from '../steps/add-customer.ts'
import { newPerson } from '../steps/people.ts'
import { fillServerWith } from '../steps/scenery.ts'
import { addServerByApi } from '../system/server-by-api.ts'
import { expect, faultsOf, test } from '../system/test.ts'

test.use({ world: 'own' })

test('a server is chosen automatically by the rule of the Server page, and the account shows why', async ({
  page,
  panel,
  billing,
  context,
}) => {
  const scene = { request: context.request, billing }
  const add = async (name: string, accounts: number) => {
    const key = await faultsOf(panel).newKey({ name })
    const id = await addServerByApi(
      scene.request,
      billing.url,
      { url: panel.url, ...key },
      { name, capacity: 10, location: 'Frankfurt' },
    )
    await fillServerWith(scene, id, accounts)
  }
  await add('Busy Server', 3)
  await add('Quiet Server', 1)

  await page.goto('/server')
  await page.getByRole('button', { name: 'More actions for Quiet Server' }).click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  const edit = page.getByRole('dialog')
  await field(edit, 'Tags').fill('SSD, php8')
  await field(edit, 'Weight').fill('50')
  await edit.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Tags of Quiet Server' })).toContainText('php8')
  await field(page, 'Choose servers automatically by').selectOption('Fill first')
  await expect(page.getByText(/^The fullest server that has room/)).toBeVisible()

  const person = newPerson('Ada')
  const form = await openAddCustomer(page)
  await fillCustomer(form, person)
  await fillHosting(form, person)
  // The least utilized server stays preselected, whatever the rule.
  const choice = field(form, 'NextPanel Server')
  await expect(choice).toHaveText(/^Quiet Server \(1\/10\)/)
  await choice.click()
  await page.getByRole('option', { name: 'Choose automatically' }).click()
  await field(form, 'Location').selectOption('Frankfurt')
  await createAndProvision(form)
  await expect(page.getByText(/^Customer created and hosting account provisioned/)).toBeVisible()

  await openHostingTab(page, person)
  await expect(
    textOf(
      page,
      'Chosen automatically from 2 servers in Frankfurt: highest weight first, then the fullest with room. 3 of 10 slots were used.',
    ),
  ).toBeVisible()
  await page.getByText('The 2 servers considered', { exact: true }).click()
  await expect(page.getByText('Not needed: 1 of 10 used, weight 50.', { exact: true })).toBeVisible()

  await page.goto('/server')
  await page.getByRole('button', { name: 'Set the mode of several' }).click()
  const modes = page.getByRole('dialog')
  await modes.getByRole('checkbox', { name: 'Busy Server' }).check()
  await modes.getByRole('checkbox', { name: 'Quiet Server' }).check()
  await modes.getByRole('button', { name: 'Review', exact: true }).click()
  await expect(modes.getByText('The mode of 2 servers will change.')).toBeVisible()
  await modes.getByRole('button', { name: 'Change mode', exact: true }).click()
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 20_000 })
})
