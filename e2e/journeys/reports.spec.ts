import { readFileSync } from 'node:fs'
import { fillCatalogue } from '../steps/catalogue.ts'
import { expectNoSidewaysScroll } from '../steps/layout.ts'
import { countLayoutShifts, expectAccessible, expectStableLayout } from '../steps/page-checks.ts'
import { sellSubscriptions } from '../steps/sample-sales.ts'
import { expect, test } from '../system/test.ts'

test.use({ world: 'own', contextOptions: { reducedMotion: 'reduce' } })
test.describe.configure({ timeout: 420_000 })

test('reports are read by keyboard, exported, accessible, and fit a phone', async ({ page }) => {
  await fillCatalogue(page.request)
  await sellSubscriptions(page.request)
  await countLayoutShifts(page)

  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Billing', level: 2 })).toBeVisible()
  await expect(page.getByRole('figure', { name: 'MRR by month' })).toBeVisible()
  await expectStableLayout(page, 'the start page with billing')
  await expectAccessible(page, 'the start page with billing')

  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(page.getByRole('heading', { name: 'Reports', level: 1 })).toBeVisible()
  const revenue = page.getByRole('region', { name: 'Revenue by product in EUR' })
  await expect(revenue.getByRole('row', { name: /Business Hosting/ })).toBeVisible()
  await page.getByRole('tab', { name: 'Revenue' }).focus()
  for (const [tab, region] of [
    ['Taxes', 'Net and tax by country and rate in EUR'],
    ['Aging', 'Open invoices by days overdue in EUR'],
    ['MRR', 'MRR movements by month in EUR'],
  ] as const) {
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('tab', { name: tab })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true')
    await expect(page.getByRole('region', { name: region })).toBeVisible()
    await expectAccessible(page, tab)
    await page.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(page)
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.getByRole('tab', { name: tab }).focus()
  }
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export CSV' }).press('Enter'),
  ])
  expect(file.suggestedFilename()).toMatch(/^mrr-\d{4}-\d\d-\d\d\.csv$/)
  const lines = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\r\n')
  expect(lines).toHaveLength(13)
  expect(lines[0]).toContain('Month,Currency,MRR at start')
})
