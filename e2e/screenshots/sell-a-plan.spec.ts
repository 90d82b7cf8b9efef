import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { fillCustomer, fillHosting, openAddCustomer } from '../steps/add-customer.ts'
import { newPerson } from '../steps/people.ts'
import { addAddOn, addPlan, sellOnePlan } from '../steps/plans.ts'
import { addServerByApi } from '../system/server-by-api.ts'
import { expect, test } from '../system/test.ts'
import { picture } from './camera.ts'

test.use({ world: 'own' })
test.describe.configure({ timeout: 300_000 })

const longName =
  'Managed WordPress Hosting Enterprise with Daily Backups, Staging and a Dedicated IPv4 Address XL'

/** The end of the form on a phone: {@link picture} shows its beginning. */
async function phonePicture(page: Page, end: Locator, name: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor({ state: 'attached' })
    await end.scrollIntoViewIfNeeded()
    const path = join('test-results', 'screenshots', `${name}-end-phone-${colorScheme}.png`)
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  }
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light' })
}

test('the plan of a new customer in every state', async ({ page, panel, billing, context }) => {
  await addServerByApi(context.request, billing.url, panel, { name: 'Production Server', capacity: 100 })
  await openAddCustomer(page)
  await picture(page, 'plan-none-on-sale')
  await sellOnePlan(context.request, { name: 'Business Hosting', packageId: 2 })
  await addPlan(context.request, { name: longName, packageId: 3, serverTags: ['eu', 'nvme', 'ssd'] })

  await addAddOn(context.request, 'Daily backups')

  const form = await openAddCustomer(page)
  const plan = form.getByLabel('Plan', { exact: true })
  await plan.waitFor()
  await picture(page, 'plan-default')
  await plan.selectOption('Business Hosting')
  await plan.scrollIntoViewIfNeeded()
  await picture(page, 'plan-without-hosting')
  const person = newPerson('Grace Hopper')
  await fillCustomer(form, person)
  await fillHosting(form, person)
  await expect(form.getByText(/^(Fair|Good|Strong)$/)).toHaveCount(2)
  await form.getByRole('radio', { name: 'Now', exact: true }).scrollIntoViewIfNeeded()
  await picture(page, 'plan-with-hosting', { 'tall-light': 'add-customer-plan' })
  await phonePicture(page, form.getByText(/^Panel package/), 'plan-with-hosting')
  await plan.selectOption(longName)
  await form.getByRole('combobox', { name: 'NextPanel Server' }).click()
  await page.getByRole('option', { name: /Production Server/ }).click()
  await form.getByText(/does not have all tags/).scrollIntoViewIfNeeded()
  await picture(page, 'plan-long-name-wrong-server')
  await phonePicture(page, form.getByText(/does not have all tags/), 'plan-long-name-wrong-server')

  await plan.selectOption('Business Hosting')
  await form.getByRole('radio', { name: /^After the first/ }).check()
  await page.route('**/api/v1/customers', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 409,
          contentType: 'application/problem+json',
          body: JSON.stringify({
            type: 'about:blank',
            title: 'Currency mismatch',
            status: 409,
            code: 'currency-mismatch',
            detail: 'The price is in EUR.',
            requestId: 'request-1',
            errors: [
              {
                path: 'subscription.priceId',
                code: 'invalid',
                message:
                  'The price is in EUR, and the customer is billed in USD. Nothing was booked. Choose a price in USD.',
              },
            ],
          }),
        })
      : route.continue(),
  )
  await form.getByRole('button', { name: 'Create & Provision', exact: true }).click()
  await expect(form.getByText(/^The price is in EUR/)).toBeVisible()
  await picture(page, 'plan-error')
  await phonePicture(page, form.getByText(/^The price is in EUR/), 'plan-error')
  await page.unroute('**/api/v1/customers')
  await form.getByRole('button', { name: 'Create & add another', exact: true }).click()
  await expect(form.getByText(/was added/)).toBeVisible()
  await picture(page, 'plan-added-in-a-row')
  await form.getByRole('button', { name: 'Done', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Credentials' })).toBeVisible()
  await picture(page, 'plan-sold-tray')
})

test('the plans while they load, and if they cannot be loaded', async ({ page }) => {
  await page.route('**/api/v1/products?*', () => {})
  await openAddCustomer(page)
  await expect(page.getByText('Loading plans...')).toBeVisible()
  await picture(page, 'plan-loading')
  await page.unroute('**/api/v1/products?*')
  await page.route('**/api/v1/products?*', (route) => route.abort('connectionfailed'))
  const form = await openAddCustomer(page)
  await expect(form.getByText(/^Could not load the plans/)).toBeVisible({ timeout: 30_000 })
  await picture(page, 'plan-not-loaded')
})
