import { createWithHosting, dialog, field, openAddCustomer, textOf } from '../steps/add-customer.ts'
import { newPerson } from '../steps/people.ts'
import {
  addServer,
  chooseForServer,
  fillServer,
  openAddServer,
  serverRows,
  setMode,
} from '../steps/servers.ts'
import { expect, faultsOf, test } from '../system/test.ts'

// S13
test.use({ world: 'own' })

test('a server is added, tested, put into maintenance, edited and removed', async ({ page, panel }) => {
  const faults = faultsOf(panel)
  const form = await openAddServer(page)
  await fillServer(form, { ...panel, name: 'Production Server', capacity: 100, location: 'Frankfurt' })
  await form.getByRole('button', { name: 'Test Connection', exact: true }).click()
  await expect(textOf(form, 'Connection test passed.')).toBeVisible({ timeout: 15_000 })
  await form.getByRole('button', { name: 'Add Server', exact: true }).click()
  const card = serverRows(page, 'Production Server')
  await expect(card).toContainText('Online')
  await expect(card).toContainText('0 of 100 used')
  await expect(card).toContainText('Frankfurt')
  await expect(card).not.toContainText(panel.apiSecret)

  await createWithHosting(page, newPerson())
  await page.goto('/server')
  await expect(card).toContainText('1 of 100 used')

  const test = card.getByRole('button', { name: 'Test Connection', exact: true })
  await faults.fault({ fault: 'refused', ms: 60_000 })
  await test.click()
  await expect(card.getByText('Connection failed at "Connection (TCP)".')).toBeVisible({ timeout: 15_000 })
  await expect(card.getByText(/^Not reached: Encryption/)).toBeVisible()
  await expect(card.getByRole('heading').locator('..')).toContainText('Offline')
  await faults.clearFaults()
  await test.click()
  await expect(textOf(card, 'Connection test passed.')).toBeVisible({ timeout: 15_000 })
  await expect(card.getByRole('heading').locator('..')).toContainText('Online')

  await setMode(page, 'Production Server', 'Maintenance')
  await expect(card).toContainText('Maintenance')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(card).not.toContainText('Maintenance')
  await setMode(page, 'Production Server', 'Maintenance')
  await expect(card).toContainText('Maintenance')
  const customer = await openAddCustomer(page)
  await field(customer, 'Also provision NextPanel hosting account').check()
  await field(customer, 'NextPanel Server').click()
  await expect(
    page.getByRole('option', { name: 'Production Server (1/100) — Maintenance', exact: true }),
  ).toBeDisabled()

  await page.goto('/server')
  await setMode(page, 'Production Server', 'Active')
  await expect(card).not.toContainText('Maintenance')
  await chooseForServer(page, 'Production Server', 'Edit')
  const edit = dialog(page, 'Edit Production Server')
  await expect(field(edit, 'API Secret')).toHaveCount(0)
  await field(edit, 'Capacity').fill('1')
  await edit.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(card).toContainText('1 of 1 used')

  await chooseForServer(page, 'Production Server', 'Remove')
  const remove = dialog(page, 'Remove Production Server')
  await remove.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(remove.getByRole('alert')).toContainText(/account/)
  await expect(card).toBeVisible()
})

test('the same panel and key cannot be added twice; an unused server is removed', async ({ page, panel }) => {
  await addServer(page, { ...panel, name: 'First Name', capacity: 5 })
  const form = await openAddServer(page)
  await fillServer(form, { ...panel, url: `${panel.url}/`, name: 'Second Name', capacity: 5 })
  await form.getByRole('button', { name: 'Add Server', exact: true }).click()
  await expect(field(form, 'Base URL')).toHaveAccessibleDescription(/already added/)
  await expect(field(form, 'Base URL')).toBeFocused()
  await form.getByRole('button', { name: 'Cancel', exact: true }).click()

  await chooseForServer(page, 'First Name', 'Remove')
  await dialog(page, 'Remove First Name').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(textOf(page, 'No servers yet.')).toBeVisible()
})

test('the server page shows its state, and a new key is tested before it replaces the current one', async ({
  page,
  panel,
}) => {
  const faults = faultsOf(panel)
  await addServer(page, { ...panel, name: 'Production Server', capacity: 10 })
  await createWithHosting(page, newPerson())
  await page.goto('/server')
  await serverRows(page, 'Production Server').getByRole('link', { name: 'Production Server' }).click()
  await expect(page.getByRole('heading', { name: 'Production Server', level: 1 })).toBeVisible()
  const told = (term: string) => page.locator('dl > div').filter({ hasText: term })
  await expect(told('Capacity')).toContainText('1 of 10 used')
  await expect(told('Success rate, 24 h')).toContainText('100%')
  await expect(told('Success rate, 24 h')).toContainText('1 of 1 created')
  await expect(told('Queue')).toContainText('No open operations')
  const health = page.getByRole('figure', { name: 'Health of Production Server' })
  await expect(health).toContainText('100% in 24 h of 1 check')
  await health.getByRole('button', { name: 'Table' }).click()
  await expect(health.getByRole('row').last()).toContainText(/1 online; answered in/)
  await expect(page.getByText('Position 1 for new accounts.')).toBeVisible()
  await page.getByText('Recent checks').click()
  await expect(page.getByText(/^Manual, took/)).toBeVisible()

  const fingerprint = page.locator('code')
  const before = await fingerprint.textContent()
  await page.getByRole('button', { name: 'Rotate key' }).click()
  const rotate = dialog(page, 'Rotate the key of Production Server')
  const typeKey = async (key: { apiKey: string; apiSecret: string }) => {
    await field(rotate, 'API Key').fill(key.apiKey)
    await field(rotate, 'API Secret').fill(key.apiSecret)
  }
  await typeKey(await faults.newKey({ level: 'USER' }))
  await rotate.getByRole('button', { name: 'Test and replace' }).click()
  await expect(rotate.getByText(/^Nothing was changed/)).toBeVisible({ timeout: 15_000 })
  await expect(rotate.getByText('Connection failed at "Permission level".')).toBeVisible()
  await expect(rotate.getByRole('button', { name: 'Save anyway' })).toBeVisible()
  await typeKey(await faults.newKey({}))
  await rotate.getByRole('button', { name: 'Test and replace' }).click()
  await expect(page.getByText(/^The new key is in use\./)).toBeVisible({ timeout: 15_000 })
  await expect(fingerprint).not.toHaveText(before ?? '')
})
