import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import { dialog, field, openHostingTab, textOf } from '../steps/add-customer.ts'
import { newPerson, type Person } from '../steps/people.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { addServerByApi } from '../system/server-by-api.ts'
import { expect, faultsOf, test } from '../system/test.ts'

const rowOf = (page: Page, { email }: Person): Locator => page.getByRole('row').filter({ hasText: email })
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search customers' })

/** Three customers with their own company, so that a search for it shows only these. */
function colleagues(): { company: string; people: [Person, Person, Person] } {
  const company = `Company ${newPerson().username}`
  const named = (name: string): Person => ({ ...newPerson(name), companyName: company })
  return { company, people: [named('Ada Lovelace'), named('Grace Hopper'), named('Hedy Lamarr')] }
}

test('the keyboard alone can search, move, select and open', async ({ page, context, billing }) => {
  const scene = { request: context.request, billing }
  const { company, people } = colleagues()
  for (const person of people) await placeCustomer(scene, { person })
  await page.goto('/customers?sort=fullName')
  await expect(page.getByRole('table')).toBeVisible()
  await page.keyboard.press('/')
  await expect(search(page)).toBeFocused()
  await page.keyboard.type(company)
  // In a new installation, the list has the same rows before the search.
  await expect(page).toHaveURL(/search=/)
  await expect(page.getByRole('row')).toHaveCount(4)
  const [ada, grace, hedy] = people
  await page.keyboard.press('ArrowDown')
  await expect(rowOf(page, ada)).toBeFocused()
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(rowOf(page, hedy)).toBeFocused()
  await page.keyboard.press('x')
  await expect(textOf(page, '2 selected')).toBeVisible()
  await page.keyboard.press('x')
  await expect(textOf(page, '1 selected')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(textOf(page, '1 selected')).toBeHidden()
  await page.keyboard.press('k')
  await expect(rowOf(page, grace)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Grace Hopper', level: 1 })).toBeVisible()
  await page.goBack()
  await expect(search(page)).toHaveValue(company)
  await expect(page).toHaveURL(/sort=fullName/)
})

test('several customers are deactivated at once; a failure is shown and retried', async ({
  page,
  context,
  billing,
}) => {
  const scene = { request: context.request, billing }
  const { company, people } = colleagues()
  const ids: string[] = []
  for (const [index, person] of people.entries())
    ids.push((await placeCustomer(scene, { person, isActive: index !== 2 })).customerId)
  await page.goto(`/customers?search=${encodeURIComponent(company)}`)
  await page.getByRole('checkbox', { name: 'Select all shown' }).check()
  await page.getByRole('button', { name: 'Deactivate', exact: true }).click()
  const form = dialog(page, 'Deactivate 3 customers')
  await expect(form).toContainText('Hosting is unaffected')
  await page.route(`**/api/v1/customers/${ids[1]}`, (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  )
  await form.getByRole('button', { name: 'Deactivate', exact: true }).click()
  await expect(textOf(page, '1 done, 1 unchanged, 1 failed')).toBeVisible()
  const lines = form.getByRole('listitem')
  await expect(lines.filter({ hasText: 'Ada Lovelace' })).toContainText('Deactivated.')
  await expect(lines.filter({ hasText: 'Grace Hopper' })).toContainText('Cannot reach the server.')
  await expect(lines.filter({ hasText: 'Hedy Lamarr' })).toContainText('Already inactive.')
  await page.unroute(`**/api/v1/customers/${ids[1]}`)
  await form.getByRole('button', { name: 'Retry the rest', exact: true }).click()
  await expect(textOf(page, '2 done, 1 unchanged')).toBeVisible()
  await form.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(page.getByRole('cell', { name: 'Inactive', exact: true })).toHaveCount(3)
  await expect(page.getByRole('region', { name: 'Selected customers' })).toBeHidden()
})

test('filters by server and hosting are in the URL; the hosting of several customers is suspended for a reason', async ({
  page,
  context,
  billing,
  panel,
}) => {
  const scene = { request: context.request, billing }
  const key = await faultsOf(panel).newKey({})
  const name = `Server ${newPerson().username}`
  const serverId = await addServerByApi(
    scene.request,
    billing.url,
    { ...panel, ...key },
    { name, capacity: 9 },
  )
  const { company, people } = colleagues()
  await placeCustomer(scene, { person: people[0], serverId })
  await placeCustomer(scene, { person: people[1], serverId })
  await placeCustomer(scene, { person: people[2] })
  await page.goto('/customers')
  await field(page, 'Filter by server').selectOption({ label: name })
  await expect(page.getByRole('row')).toHaveCount(3)
  await page.reload()
  await expect(field(page, 'Filter by server')).toHaveValue(serverId)
  await page.getByRole('button', { name: 'Clear filters', exact: true }).click()
  // Selected before the search has settled: neither change undoes the other.
  await search(page).fill(company)
  await field(page, 'Filter by hosting').selectOption('Without hosting')
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page).toHaveURL(/hosting=none/)
  await field(page, 'Filter by hosting').selectOption('Any hosting')
  await expect(page.getByRole('row')).toHaveCount(4)

  await page.getByRole('checkbox', { name: 'Select all shown' }).check()
  await page.getByRole('button', { name: 'Suspend hosting', exact: true }).click()
  const form = dialog(page, 'Suspend the hosting of 3 customers')
  await field(form, 'Reason').selectOption('Overdue payment')
  await field(form, 'Note').fill('Second reminder')
  await form.getByRole('button', { name: 'Review', exact: true }).click()
  // The third customer has no hosting account.
  await expect(form.getByRole('status')).toHaveText('2 hosting accounts will be suspended.')
  await form.getByRole('button', { name: 'Suspend hosting', exact: true }).click()
  await expect(page).toHaveURL(/\/bulk-actions\/[0-9a-f-]+$/)
  await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 20_000 })
  const row = page.getByRole('listitem').filter({ hasText: people[0].username })
  await expect(row.getByText('Done', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Bulk actions', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Suspend hosting', exact: true }).first()).toBeVisible()
  await openHostingTab(page, people[0])
  await expect(page.getByRole('definition').filter({ hasText: 'Overdue payment' })).toBeVisible()
})

test('matching customers are exported as CSV without formulas', async ({ page, context, billing }) => {
  const scene = { request: context.request, billing }
  const { company, people } = colleagues()
  for (const person of people) await placeCustomer(scene, { person })
  await placeCustomer(scene, { person: { ...newPerson('=1+1'), companyName: company } })
  await page.goto(`/customers?sort=fullName&search=${encodeURIComponent(company)}`)
  await expect(page.getByRole('row')).toHaveCount(5)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export CSV', exact: true }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^customers-\d{4}-\d\d-\d\d\.csv$/)
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(lines).toHaveLength(5)
  expect(lines[1]).toContain(",'=1+1,")
  expect(lines[2]).toContain(`${people[0].email},Ada Lovelace,${company},yes,0,0,0,`)
})
