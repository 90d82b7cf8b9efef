import { dialog } from '../steps/add-customer.ts'
import { newPerson } from '../steps/people.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { addServerByApi } from '../system/server-by-api.ts'
import { expect, test } from '../system/test.ts'

test.use({ world: 'own' })

test('operations that need action are grouped by cause, filtered by URL, and resolved in bulk, each with its outcome', async ({
  page,
  panel,
  billing,
  context,
}) => {
  const { request } = context
  const serverId = await addServerByApi(request, billing.url, panel, {
    name: 'Production Server',
    capacity: 10,
  })
  const people = [newPerson('Mallory'), newPerson('Trent'), newPerson('Peggy')]
  for (const person of people) {
    await panel.occupy(person)
    await placeCustomer({ request, billing }, { person, serverId })
  }
  await placeCustomer({ request, billing }, { serverId })

  await page.goto('/operations')
  await expect(page.getByRole('link', { name: /^Create / })).toHaveCount(4)
  await page.getByRole('tab', { name: /^Needs action\s*3$/ }).click()
  await expect(page).toHaveURL(/tab=needs-person/)
  const rows = page.getByRole('listitem').filter({ has: page.getByRole('checkbox') })
  await expect(rows).toHaveCount(3)
  const group = page.getByRole('link', { name: /^Username taken in NextPanel.*3 operations/ })
  await group.click()
  await expect(page).toHaveURL(/code=username-taken/)
  await page.reload()
  await expect(rows).toHaveCount(3)

  await page.getByRole('checkbox', { name: `Select Create ${people[0]?.username}` }).check()
  await page.getByRole('checkbox', { name: `Select Create ${people[1]?.username}` }).check()
  const bar = page.getByRole('region', { name: 'Selected operations' })
  await expect(bar).toContainText('2 selected')
  await bar.getByRole('button', { name: 'Cancel 2 operations' }).click()
  const cancel = dialog(page, 'Cancel 2 operations')
  await cancel.getByRole('button', { name: 'Cancel all' }).click()
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('listitem').filter({ hasText: 'Done' })).toHaveCount(2)
  await page.goto('/operations?tab=needs-person')
  await expect(rows).toHaveCount(1)

  await page.getByRole('checkbox', { name: 'Select all shown' }).check()
  await bar.getByRole('button', { name: 'Retry 1 operation', exact: true }).click()
  const retry = dialog(page, 'Retry 1 operation')
  await retry.getByRole('button', { name: 'Retry all' }).click()
  await expect(page.getByRole('heading', { name: 'Retry operations', level: 1 })).toBeVisible()

  await page.goto('/operations?tab=done')
  await expect(page.getByText('Cancelled', { exact: true })).toHaveCount(3)
  await page.getByRole('combobox', { name: 'Filter by status' }).selectOption('Succeeded')
  await expect(page).toHaveURL(/status=succeeded/)
  await expect(page.getByRole('link', { name: /^Create / })).toHaveCount(1)
  await page.getByRole('link', { name: /^Create / }).click()
  await expect(page.getByRole('listitem').first()).toContainText(/NextPanel User ID/)
  await page.getByText(/^Attempt 1: done/).click()
  await page
    .getByText(/^Technical details: 1 request to NextPanel/)
    // After the lookup: the create.
    .nth(1)
    .click()
  await expect(page.getByText('POST /api/v1/billing/accounts')).toBeVisible()

  await page.goto('/')
  await expect(page.getByRole('button', { name: /^Adopt account \d+$/ })).toBeVisible()
  await expect(page.getByRole('link', { name: '1 needs action' })).toBeVisible()
  // Charts begin on the third day.
  await expect(page.getByRole('heading', { name: 'Newest customers' })).toBeVisible()
  await expect(page.getByRole('figure')).toHaveCount(0)
})
