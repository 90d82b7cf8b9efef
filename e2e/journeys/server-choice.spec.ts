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
  await expect(choice).toHaveValue(production)
  const option = (name: string) => choice.getByRole('option', { name, exact: true })
  await expect(option('Production Server (5/100)')).toBeEnabled()
  await expect(option('Little Server (1/10)')).toBeEnabled()
  await expect(option('Busy Server (10/11)')).toBeEnabled()
  await expect(choice.getByRole('option', { name: /^Full Server \(1\/1\) — Full$/ })).toBeDisabled()
  await expect(choice.getByRole('option', { name: /^Gone Server \(0\/50\) — Offline$/ })).toBeDisabled()

  const note = (name: string) => form.getByRole('listitem').filter({ hasText: name })
  await expect(note('Production Server')).toContainText('Frankfurt')
  await expect(note('Production Server')).toContainText('Recommended: least used')
  await expect(form.getByText('Recommended: least used')).toHaveCount(1)
  await expect(note('Busy Server')).toContainText('Over 90% full')
  await expect(note('Little Server')).not.toContainText('Over 90% full')
  await expect(note('Gone Server')).toContainText('The server is offline.')
  await form.getByRole('button', { name: 'Cancel', exact: true }).click()

  await faults.fault({ fault: 'hang', path: 'create', times: 'always' })
  for (const person of [newPerson(), newPerson()])
    await placeCustomer(scene, { person, serverId: production, waitSeconds: 0 })
  const again = await openAddCustomer(page)
  await field(again, 'Also provision NextPanel hosting account').check()
  await expect(
    again.getByRole('option', { name: 'Production Server (5/100, +2 reserved)', exact: true }),
  ).toBeEnabled()
})
