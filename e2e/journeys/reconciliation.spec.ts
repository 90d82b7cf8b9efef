import { dialog, field } from '../steps/add-customer.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { addServerByApi } from '../system/server-by-api.ts'
import { expect, faultsOf, test } from '../system/test.ts'

test.use({ world: 'own' })
test.describe.configure({ timeout: 90_000 })

test('staff review lost and changed accounts one by one, confirm the number, and the result is kept', async ({
  page,
  panel,
  billing,
  context,
}) => {
  faultsOf(panel)
  const { request } = context
  const serverId = await addServerByApi(request, billing.url, panel, {
    name: 'Production Server',
    capacity: 10,
  })
  const usernames: string[] = []
  for (let made = 0; made < 3; made += 1)
    usernames.push((await placeCustomer({ request, billing }, { serverId })).person.username)
  const [lost = '', alsoLost = '', suspended = ''] = usernames
  const onPanel = async (username: string) =>
    `${panel.url}/api/v1/billing/accounts/${(await panel.accountsNamed(username))?.[0]?.id}`
  const headers = { 'x-api-key': panel.apiKey, 'x-api-secret': panel.apiSecret }
  for (const username of [lost, alsoLost])
    expect((await request.delete(await onPanel(username), { headers })).ok()).toBe(true)
  const told = await request.post(`${await onPanel(suspended)}/suspend`, { headers, data: { reason: 'x' } })
  expect(told.ok()).toBe(true)

  await page.goto(`/server/${serverId}`)
  await page.getByRole('tab', { name: 'Reconciliation' }).click()
  await expect(page.getByText('Not reconciled yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Reconcile now' }).click()
  await expect(page.getByText('2 of 3 accounts are missing from the panel.').last()).toBeVisible()
  const line = (username: string) => page.getByRole('listitem').filter({ hasText: username })
  await expect(line(lost)).toContainText('In NextPanel+ not found')

  await page.getByRole('button', { name: `Mark as gone ${lost}` }).click()
  const confirm = dialog(page, `Mark this hosting account as gone: ${lost}`)
  const gone = confirm.getByRole('button', { name: 'Mark as gone' })
  await field(confirm, 'Number of missing accounts').fill('3')
  await expect(gone).toHaveAttribute('aria-disabled', 'true')
  await field(confirm, 'Number of missing accounts').fill('2')
  await gone.click()
  await expect(line(lost)).toContainText('Marked as gone')
  await expect(page.getByText('Administrator confirmed the number.', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: `Mark as gone ${alsoLost}` }).click()
  await dialog(page, `Mark this hosting account as gone: ${alsoLost}`)
    .getByRole('button', { name: 'Mark as gone' })
    .click()
  await expect(line(alsoLost)).toContainText('Marked as gone')

  await expect(line(suspended)).toContainText('Recorded here− active')
  await page.getByRole('button', { name: `Apply our value ${suspended}` }).click()
  await dialog(page, `Apply our value to NextPanel: ${suspended}`)
    .getByRole('button', { name: 'Apply our value' })
    .click()
  await expect(line(suspended)).toContainText('Applied')
  await expect(line(suspended).getByRole('link', { name: 'Operation' })).toBeVisible()

  await page.getByRole('button', { name: 'Reconcile now' }).click()
  const run = page.getByRole('combobox', { name: 'Run' })
  await expect(run.getByRole('option')).toHaveCount(2)
  // Other tests may have left accounts on the same panel. These are resolved.
  for (const username of usernames) await expect(line(username)).toHaveCount(0)
  await run.selectOption({ index: 1 })
  await expect(page).toHaveURL(/run=/)
  await expect(line(lost)).toContainText('Marked as gone')
  await expect(page.getByText(/^This is an earlier run/)).toBeVisible()
})
