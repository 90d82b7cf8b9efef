import { test as base, expect, type Page } from '@playwright/test'
import { field } from '../steps/add-customer.ts'
import { expectNoSidewaysScroll } from '../steps/layout.ts'
import { signIn } from '../system/billing.ts'
import { type Seeded, startSeeded } from '../system/seeded.ts'

// The command of the README with fewer customers: one of each kind of problem.
const test = base.extend<{ staff: Page }, { seeded: Seeded }>({
  seeded: [
    // biome-ignore lint/correctness/noEmptyPattern: playwright wants a destructured first argument
    async ({}, use) => {
      const seeded = await startSeeded(40)
      await use(seeded)
      await seeded.end()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  staff: async ({ browser, seeded }, use) => {
    const page = await browser.newPage({ baseURL: seeded.url })
    await signIn(page.request, seeded.url, { email: 'admin@example.com', password: seeded.password })
    await use(page)
    await page.close()
  },
})

test('npm run seed: items that need action are listed, and each customer’s problem is on their page', async ({
  staff: page,
}) => {
  await page.goto('/customers')
  await field(page, 'Filter by hosting').selectOption('Needs action')
  const rows = page.getByRole('row').filter({ hasText: 'Needs action' })
  await expect(rows).not.toHaveCount(0)
  expect(await rows.count()).toBeGreaterThanOrEqual(6)
  await rows
    .first()
    .getByRole('link', { name: /^View details of/ })
    .click()
  await expect(page.getByRole('link', { name: 'Review' })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await page.getByRole('tab', { name: 'Operations', exact: true }).click()
  await expect(page.getByRole('tabpanel').getByRole('link').first()).toBeVisible()
  await page.getByRole('tab', { name: 'Audit', exact: true }).click()
  await expect(page.getByText('Created the customer')).toBeVisible()
  await expect(page.getByText('Requested hosting')).toBeVisible()
  await page.getByRole('link', { name: 'Review' }).click()
  await expect(page.getByRole('button', { name: 'Show steps', exact: true })).toBeVisible()

  await page.goto('/server')
  for (const name of ['Vienna', 'Paris', 'Amsterdam', 'London'])
    await expect(page.getByText(name, { exact: true }).first()).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['/', '/customers', '/server', '/operations']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectNoSidewaysScroll(page)
  }
})
