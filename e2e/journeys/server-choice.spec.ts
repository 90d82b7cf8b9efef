import { field, openAddCustomer } from '../steps/add-customer.ts'
import { newPerson } from '../steps/people.ts'
import { fillServerWith, placeCustomer } from '../steps/scenery.ts'
import { closedAddress } from '../steps/servers.ts'
import { addServerByApi } from '../system/server-by-api.ts'
import { expect, faultsOf, test } from '../system/test.ts'

// S6
test.use({ world: 'own' })

test('the dropdown shows capacity and state of every server, and preselects the least utilized', async ({
  page,
  panel,
  billing,
  context,
}) => {
  const faults = faultsOf(panel)
  const scene = { request: context.request, billing }
  const add = async (name: string, capacity: number, accounts: number, location: string, url = panel.url) => {
    const key = await faults.newKey({ name })
    const id = await addServerByApi(scene.request, billing.url, { url, ...key }, { name, capacity, location })
    await fillServerWith(scene, id, accounts)
    return id
  }
  const production = await add('Production Server', 100, 5, 'Frankfurt')
  await add('Little Server', 10, 1, 'Oslo')
  await add('Busy Server', 11, 10, 'Lisbon')
  await add('Full Server', 1, 1, 'Vienna')
  await add('Gone Server', 50, 0, 'Paris', await closedAddress())

  const form = await openAddCustomer(page)
  await field(form, 'Also provision NextPanel hosting account').check()
  const choice = field(form, 'NextPanel Server')
  await expect(choice).toHaveText(/^Production Server \(5\/100\)/)
  await expect(choice).toHaveAccessibleDescription('Recommended: least used, 5% full')
  await expect(page.getByRole('option')).toHaveCount(0)
  await choice.click()
  const option = (name: string) => page.getByRole('option', { name, exact: true })
  await expect(page.getByRole('option')).toHaveCount(6)
  await expect(option('Production Server (5/100)')).toHaveAttribute('aria-selected', 'true')
  await expect(option('Production Server (5/100)')).toContainText('Frankfurt')
  await expect(option('Production Server (5/100)')).toContainText('Recommended: least used')
  await expect(page.getByText('Recommended: least used', { exact: true })).toHaveCount(1)
  await expect(option('Little Server (1/10)')).toBeEnabled()
  await expect(option('Little Server (1/10)')).not.toContainText('Over 90% full')
  await expect(option('Busy Server (10/11)')).toBeEnabled()
  await expect(option('Busy Server (10/11)')).toContainText('Over 90% full')
  await expect(option('Full Server (1/1) — Full')).toBeDisabled()
  const gone = option('Gone Server (0/50) — Offline')
  await expect(gone).toBeDisabled()
  await expect(gone).toHaveAccessibleDescription(/The server is offline\./)

  // Keys reach an option that cannot be chosen, and leave the choice as it is.
  await page.keyboard.press('End')
  for (let pressed = 0; pressed < 5; pressed += 1) {
    if (await gone.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('ArrowUp')
  }
  await expect(gone).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(gone).toBeVisible()
  await gone.click({ force: true })
  await expect(gone).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(gone).toBeHidden()
  await expect(choice).toBeFocused()
  await expect(choice).toHaveText(/^Production Server/)
  await page.keyboard.press('Enter')
  await page.keyboard.type('lit')
  await page.keyboard.press('Enter')
  await expect(choice).toHaveText(/^Little Server \(1\/10\)/)
  await form.getByRole('button', { name: 'Cancel', exact: true }).click()

  await faults.fault({ fault: 'hang', path: 'create', times: 'always' })
  for (const person of [newPerson(), newPerson()])
    await placeCustomer(scene, { person, serverId: production, waitSeconds: 0 })
  const again = await openAddCustomer(page)
  await field(again, 'Also provision NextPanel hosting account').check()
  await expect(field(again, 'NextPanel Server')).toHaveText(/^Production Server \(5\/100, \+2 reserved\)/)
})
