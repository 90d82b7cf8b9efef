import { z } from 'zod'
import {
  createAndProvision,
  dialog,
  field,
  fillCustomer,
  fillHosting,
  openAddCustomer,
} from '../steps/add-customer.ts'
import { expectNoSidewaysScroll } from '../steps/layout.ts'
import { newPerson } from '../steps/people.ts'
import { openAddServer } from '../steps/servers.ts'
import { expect, test } from '../system/test.ts'

const servers = z.object({ items: z.array(z.object({ id: z.string() })) })

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

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
