import { fillCatalogue } from '../steps/catalogue.ts'
import { expect, test } from '../system/test.ts'
import { picture } from './camera.ts'
import { settled } from './seeded-scene.ts'
import { pictureStates } from './states.ts'

test.use({ world: 'own' })
test.describe.configure({ timeout: 600_000 })

const pages = [
  ['products', '/products'],
  ['coupons', '/products/coupons'],
  ['billing-company', '/settings/billing'],
  ['billing-payment', '/settings/billing/payment'],
  ['billing-numbering', '/settings/billing/numbering'],
  ['billing-taxes', '/settings/billing/taxes'],
  ['billing-dunning', '/settings/billing/dunning'],
] as const

test('the catalogue and the billing settings in every state', async ({ page }) => {
  for (const [name, path] of pages) {
    await page.goto(path)
    await settled(page)
    await picture(page, `${name}-empty`)
  }
  const customerId = await fillCatalogue(page.request)
  const all = [...pages, ['customer-billing', `/customers/${customerId}/billing`]] as const
  for (const [name, path] of all) {
    await page.goto(path)
    await settled(page)
    await picture(page, name, name === 'billing-company' ? { 'wide-light': 'billing-settings' } : {})
  }
  for (const [path, button, name] of [
    ['/products', 'Add Product', 'product-add'],
    ['/products', 'Add a price to Business Hosting', 'price-add'],
    ['/products/coupons', 'Add Coupon', 'coupon-add'],
    ['/settings/billing/taxes', 'Add Rate', 'tax-rate-add'],
    [`/customers/${customerId}/billing`, 'Edit billing details', 'customer-billing-edit'],
  ] as const) {
    await page.goto(path)
    await settled(page)
    await page.getByRole('main').getByRole('button', { name: button, exact: true }).last().click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toBeVisible()
    await picture(page, name)
    await dialog.locator('button[type=submit]').click()
    await page.waitForTimeout(300)
    if (await dialog.isVisible()) await picture(page, `${name}-errors`)
  }
  for (const [name, path] of all) await pictureStates(page, name, path)
})
