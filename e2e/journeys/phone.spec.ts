import { z } from 'zod'
import {
  createAndProvision,
  dialog,
  field,
  fillCustomer,
  fillHosting,
  openAddCustomer,
} from '../steps/add-customer.ts'
import { expectNoCutOffButtons, expectNoSidewaysScroll } from '../steps/layout.ts'
import { newPerson } from '../steps/people.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { openAddServer } from '../steps/servers.ts'
import { expect, test } from '../system/test.ts'

const servers = z.object({ items: z.array(z.object({ id: z.string() })) })

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

test('the customers list shows names, emails and status on a phone, however long they are', async ({
  page,
  context,
  billing,
}) => {
  const longName = 'Maximiliane-Alexandra von Hohenstein-Wolfeschlegelsteinhausenbergerdorff'
  const person = { ...newPerson('Long'), fullName: longName, companyName: longName }
  await placeCustomer({ request: context.request, billing }, { person, isActive: false })
  await page.goto(`/customers?search=${encodeURIComponent(person.email)}`)
  const row = page.getByRole('row').filter({ hasText: person.email })
  await expect(row).toHaveCount(1)
  for (const part of [
    row.getByRole('link', { name: longName, exact: true }),
    row.getByText(person.email).locator('visible=true'),
    row.getByText('Inactive', { exact: true }),
    row.getByRole('link', { name: `View details of ${longName}` }),
  ])
    await expect(part).toBeInViewport()
  // Wholly: a column that is too narrow cuts the badge or the eye off.
  await expect(row.getByText('Inactive', { exact: true })).toBeInViewport({ ratio: 1 })
  await expect(row.getByRole('link', { name: /^View details/ })).toBeInViewport({ ratio: 1 })
  await expectNoSidewaysScroll(page)
  await expectNoCutOffButtons(page)
  // A tap anywhere on the row opens the customer, because the link of the name covers the row.
  await row.getByText(person.email).locator('visible=true').tap({ force: true })
  await expect(page.getByRole('heading', { name: longName, level: 1 })).toBeVisible()
  await expectNoSidewaysScroll(page)
})

test('a customer with hosting is onboarded on a phone, and no page scrolls sideways', async ({ page }) => {
  await page.goto('/customers')
  const { items } = servers.parse(await (await page.request.get('/api/v1/servers')).json())
  // The longer the text of an option, the wider its field would like to be.
  const changed = await page.request.patch(`/api/v1/servers/${items[0]?.id}`, {
    data: { location: 'Frankfurt, second hall' },
    headers: { origin: new URL(page.url()).origin },
  })
  expect(changed.status()).toBe(200)
  const person = newPerson('A Person With Quite A Long Name')
  const form = await openAddCustomer(page)
  await expectNoSidewaysScroll(page)
  await fillCustomer(form, person)
  await fillHosting(form, person)
  for (const label of ['Email', 'Hosting Password', 'NextPanel Server']) {
    await field(form, label).scrollIntoViewIfNeeded()
    // Wholly: a field that is wider than the dialog is cut off.
    await expect(field(form, label)).toBeInViewport({ ratio: 1 })
  }
  await expectNoSidewaysScroll(page)
  // The capacity beside the name is shown wholly. The location gives way.
  const label = field(form, 'NextPanel Server').locator('span').first()
  expect(await label.evaluate((text) => text.scrollWidth - text.clientWidth)).toBeLessThanOrEqual(0)
  await expect(form.getByRole('button', { name: 'Create & Provision', exact: true })).toBeInViewport()
  await createAndProvision(form)
  await expect(page.getByText(/NextPanel User ID: \S+$/)).toBeVisible({ timeout: 15_000 })
  await expectNoSidewaysScroll(page)

  await page.getByRole('link', { name: 'Open customer' }).tap()
  await expect(page.getByRole('heading', { name: person.username })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await page.getByRole('link', { name: 'Timeline' }).tap()
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible()
  await expectNoSidewaysScroll(page)
  for (const [path, heading] of [
    ['/', 'Home'],
    ['/server', 'Server'],
    ['/operations', 'Operations'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible()
    await expect(page.getByText('Production Server').locator('visible=true').first()).toBeVisible()
    await expectNoSidewaysScroll(page)
  }
  await openAddServer(page)
  await expect(dialog(page, 'Add a server')).toBeVisible()
  await expectNoSidewaysScroll(page)
})

test('the current page is visible in both menus of billing on a phone', async ({ page }) => {
  // Not 1: the line below an entry covers a pixel of it.
  await page.goto('/simulation')
  const current = (list: string, name: string) =>
    page.getByRole('navigation', { name: list }).getByRole('link', { name, exact: true })
  await expect(current('Billing pages', 'Forecast')).toBeInViewport({ ratio: 0.95 })
  await expect(current('Main', 'Invoices')).toBeInViewport({ ratio: 0.95 })
  await page.goto('/products')
  await expect(current('Main', 'Products')).toBeInViewport({ ratio: 0.95 })
  await page.goto('/settings/billing/dunning')
  await expect(page.getByRole('tab', { name: 'Overdue invoices' })).toBeInViewport({ ratio: 0.95 })
})

test('a name is readable beside all columns of a small laptop', async ({ page, context, billing }) => {
  const person = newPerson('Kathleen Hylda Booth')
  await placeCustomer({ request: context.request, billing }, { person })
  await page.setViewportSize({ width: 1024, height: 768 })
  await page.goto(`/customers?search=${encodeURIComponent(person.email)}`)
  const name = page.getByRole('link', { name: person.fullName, exact: true })
  await expect(name).toBeVisible()
  const isCut = await name.evaluate(({ parentElement: line }) => !line || line.scrollWidth > line.clientWidth)
  expect(isCut).toBe(false)
})
