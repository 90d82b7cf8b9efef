import type { Page } from '@playwright/test'
import { fillCatalogue } from '../steps/catalogue.ts'
import { expectNoSidewaysScroll } from '../steps/layout.ts'
import { expectAccessible } from '../steps/page-checks.ts'
import { expect, test } from '../system/test.ts'

test.use({ world: 'own', contextOptions: { reducedMotion: 'reduce' } })
test.describe.configure({ timeout: 420_000 })

/** Focuses a control and presses Enter: no pointer is used. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).focus()
  await page.keyboard.press('Enter')
}

test('a product and its price are added with the keyboard alone', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(page.getByText('No products yet.')).toBeVisible()
  await press(page, 'Add Product')
  await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused()
  await page.keyboard.type('Starter')
  await page.keyboard.press('Control+Enter')
  const addPrice = page.getByRole('button', { name: 'Add a price to Starter' })
  await expect(addPrice).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add Product' })).toBeFocused()
  await press(page, 'Add a price to Starter')
  await expect(page.getByRole('dialog').getByLabel('Amount', { exact: true })).toBeFocused()
  await page.keyboard.type('12.5')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('€12.50 per month')).toBeVisible()
  await expect(addPrice).toBeFocused()
  await press(page, 'Archive €12.50 per month')
  await expect(page.getByText('1 archived price')).toBeVisible()
})

test('every page and form is accessible, and fits a phone', async ({ page }) => {
  const customerId = await fillCatalogue(page.request)
  const forms = [
    ['/products', 'Add Product'],
    ['/products', 'Add a price to Business Hosting'],
    ['/products', 'Edit Business Hosting'],
    ['/products/coupons', 'Add Coupon'],
    ['/products/coupons', 'Edit MOVE'],
    ['/settings/billing', null],
    ['/settings/billing/payment', null],
    ['/settings/billing/numbering', null],
    ['/settings/billing/taxes', 'Add Rate'],
    ['/settings/billing/taxes', 'Change the end of QST 9.975%'],
    ['/settings/billing/dunning', null],
    [`/customers/${customerId}/billing`, 'Record Check'],
  ] as const
  for (const [path, button] of forms) {
    await page.goto(path)
    await expect(page.locator('h1')).toHaveCount(1)
    await expect(page.getByText('Loading...')).toHaveCount(0)
    if (button !== null) {
      await press(page, button)
      await expect(page.getByRole('dialog')).toBeVisible()
    }
    await expectAccessible(page, `${path} ${button ?? ''}`)
    await page.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(page)
    await page.setViewportSize({ width: 1280, height: 800 })
    if (button !== null) {
      await page.keyboard.press('Escape')
      await expect(page.getByRole('button', { name: button, exact: true })).toBeFocused()
    }
  }
})

test('settings are saved and shown again: numbering, bank details, a refused overlap', async ({ page }) => {
  await fillCatalogue(page.request)
  await page.goto('/settings/billing/numbering')
  const pattern = page.getByLabel('Pattern').first()
  await pattern.fill('R{year}/{number:3}')
  await page.getByLabel('Next number').first().fill('42')
  await expect(page.getByText(/^R\d{4}\/042$/)).toBeVisible()
  await pattern.press('Enter')
  await expect(page.getByText('The numbering is saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByText(/^R\d{4}\/042$/)).toBeVisible()

  await page.goto('/settings/billing/payment')
  await expect(page.getByLabel('IBAN')).toHaveValue('DE89 3704 0044 0532 0130 00')
  await page.getByLabel('IBAN').fill('DE89 3704 0044 0532 0130 01')
  await page.getByLabel('IBAN').press('Enter')
  await expect(page.getByText(/The check digits of the IBAN do not match/)).toBeVisible()

  await page.goto('/settings/billing/taxes')
  await press(page, 'Add Rate')
  const form = page.getByRole('dialog')
  await form.getByLabel('Name').fill('VAT')
  await form.getByLabel('Rate in percent').fill('20')
  await form.getByLabel('Valid from').fill('2026-07-01')
  await form.getByRole('button', { name: 'Add Rate' }).click()
  await expect(form.getByText(/^VAT 19% \(DE, standard\) is valid from 2007-01-01\./)).toBeVisible()
})
