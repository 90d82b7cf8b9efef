import type { APIRequestContext, Locator, Page } from '@playwright/test'
import { z } from 'zod'
import { callApi } from '../steps/call-api.ts'
import { fillCatalogue } from '../steps/catalogue.ts'
import { expectAccessible } from '../steps/page-checks.ts'
import { sellSubscriptions } from '../steps/sample-sales.ts'
import { focused, tabTo } from '../steps/tab-to.ts'
import { expect, test } from '../system/test.ts'

test.use({ world: 'own', contextOptions: { reducedMotion: 'reduce' } })
test.slow()

const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true })
const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const eur = (amount: string) => ({ amount, currency: 'EUR' })

/** A payment that no invoice uses. @returns the address of its page */
async function receive(request: APIRequestContext, customerId: string): Promise<string> {
  const { today } = z.object({ today: z.string() }).parse(await callApi(request, 'get', '/billing-settings'))
  const payment = await callApi(request, 'post', '/payments', {
    customerId,
    amount: eur('9000'),
    method: 'bank-transfer',
    reference: 'Transfer',
    receivedOn: today,
  })
  return `/payments/${z.object({ id: z.string() }).parse(payment).id}`
}

test('a payment is refunded and reversed by keyboard, and the focus is never lost', async ({ page }) => {
  const customerId = await fillCatalogue(page.request)
  const [refunded, reversed] = [
    await receive(page.request, customerId),
    await receive(page.request, customerId),
  ]

  await page.goto(refunded)
  await expect(heading(page)).toBeVisible()
  await tabTo(page, 'Refund')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  const amount = dialog.getByLabel('Amount (EUR)')
  await expect(amount).toBeFocused()
  await expect(dialog.getByLabel('Refunded on')).not.toHaveValue('')
  await expectAccessible(page, 'the refund dialog')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(button(page, 'Refund')).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(amount).toBeFocused()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('20.00')
  // Without a reason, Enter keeps the dialog open.
  await page.keyboard.press('Enter')
  await expect(amount).toBeFocused()
  for (const label of ['Reason', 'Reference', 'Refunded on']) {
    await page.keyboard.press('Tab')
    await expect(dialog.getByLabel(label)).toBeFocused()
  }
  // A date field has three parts.
  await tabTo(page, 'Cancel')
  await page.keyboard.press('Tab')
  await expect(button(dialog, 'Refund')).toBeFocused()
  await dialog.getByLabel('Reason').focus()
  await page.keyboard.type('Paid twice')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Refund recorded')).toBeVisible()
  await expect(dialog).toBeHidden()
  await expect(button(page, 'Refund')).toBeFocused()
  await expect(page.getByText('Paid twice')).toBeVisible()

  // The rest: the button is removed with the focus on it.
  await page.keyboard.press('Enter')
  await expect(amount).toHaveValue('70.00')
  await page.keyboard.press('Tab')
  await page.keyboard.type('The rest')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The rest')).toBeVisible()
  await expect(button(page, 'Refund')).toHaveCount(0)
  await expect(heading(page)).toBeFocused()

  await page.goto(reversed)
  await expect(heading(page)).toBeVisible()
  await tabTo(page, 'More actions for this payment')
  await page.keyboard.press('Enter')
  const item = page.getByRole('menuitem', { name: 'Reverse payment' })
  await expect(item).toBeFocused()
  await page.keyboard.press('Escape')
  const more = button(page, 'More actions for this payment')
  await expect(more).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(item).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('Reason')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(more).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('Reason')).toBeFocused()
  await page.keyboard.type('Returned by the bank')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Reversed', { exact: true })).toBeVisible()
  await expect(more).toHaveCount(0)
  await expect(heading(page)).toBeFocused()
})

test('the forecast and the reports are filtered by keyboard, and the focus is never lost', async ({
  page,
}) => {
  const customerId = await fillCatalogue(page.request)
  await sellSubscriptions(page.request)

  await page.goto(`/simulation?customer=${customerId}`)
  await expect(heading(page)).toBeVisible()
  await tabTo(page, 'Export CSV')
  const months = page.getByLabel('Months')
  await page.keyboard.press('Tab')
  await expect(months).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page).toHaveURL(/months=/)
  await expect(months).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Payments', { exact: true })).toBeFocused()
  await page.keyboard.press('End')
  await expect(page).toHaveURL(/pays=/)
  await expect(page.getByLabel('Payments', { exact: true })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(focused(page)).toContainText('One customer')
  await page.keyboard.press('Enter')
  await expect(page).not.toHaveURL(/customer=/)
  await expect(heading(page)).toBeFocused()
  await expect(page.getByRole('heading', { name: 'By month' })).toBeVisible()
  await expectAccessible(page, 'the forecast')
  await tabTo(page, 'Export CSV')
  const forecast = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  expect((await forecast).suggestedFilename()).toMatch(/\.csv$/)

  await page.goto('/reports')
  await expect(page.getByRole('region', { name: 'Revenue by product in EUR' })).toBeVisible()
  const from = page.getByLabel('From')
  await tabTo(page, 'From')
  await page.keyboard.type('01012026')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/from=2026-01-01/)
  await expect(from).toBeFocused()
  await expect(from).toHaveValue('2026-01-01')
  await tabTo(page, 'Currency')
  await page.keyboard.type('EUR')
  await tabTo(page, 'Show')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/currency=EUR/)
  await expect(button(page, 'Show')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(button(page, 'Clear filters')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/reports$/)
  await expect(from).toHaveValue('')
  await expect(page.getByLabel('Currency')).toHaveValue('')
  await expect(heading(page)).toBeFocused()
  // Tables that scroll on a phone are reached by Tab.
  await tabTo(page, 'Revenue by product in EUR')
  await expect(page.getByRole('region', { name: 'Revenue by product in EUR' })).toBeFocused()
})
