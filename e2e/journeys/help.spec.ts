import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../system/test.ts'

const pictures = 'test-results/help'
// The check of accessibility takes seconds on a long page.
test.describe.configure({ timeout: 240_000 })

/** Collects every violation of the Content-Security-Policy that the browser reports. */
async function watchPolicy(page: Page): Promise<string[]> {
  const violations: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') violations.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith('http://127.0.0.1')) violations.push(`a request to ${request.url()}`)
  })
  return violations
}

async function expectAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze()
  expect(
    violations.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`),
  ).toEqual([])
}

const fitsInWidth = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

const shownPages = [
  'index.html',
  'staff/onboarding.html',
  'driver-guide.html',
  'settings.html',
  'decisions/index.html',
]

for (const width of [1280, 390])
  for (const colorScheme of ['light', 'dark'] as const)
    test(`the documentation is readable and follows the policy, at ${width} px, ${colorScheme}`, async ({
      browser,
      billing,
    }) => {
      const context = await browser.newContext({
        baseURL: billing.url,
        viewport: { width, height: 800 },
        colorScheme,
      })
      const page = await context.newPage()
      const violations = await watchPolicy(page)
      for (const name of shownPages) {
        const answer = await page.goto(`/help/${name}`)
        expect([name, answer?.status()]).toEqual([name, 200])
        expect(answer?.headers()['content-security-policy']).not.toContain('unsafe')
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        expect([name, await fitsInWidth(page)]).toEqual([name, true])
        await expectAccessible(page, name)
        await page.screenshot({ path: `${pictures}/${name.replace('/', '-')}-${width}-${colorScheme}.png` })
      }
      expect(violations).toEqual([])
      await context.close()
    })

test('a visitor searches, follows a result, and moves with the keyboard', async ({ browser, billing }) => {
  const context = await browser.newContext({ baseURL: billing.url, viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const violations = await watchPolicy(page)
  await page.goto('/help/staff/hosting.html')
  await page.keyboard.press('/')
  const field = page.getByRole('searchbox', { name: 'Search the documentation' })
  await expect(field).toBeFocused()
  await field.fill('paste list')
  const results = page.getByRole('list', { name: 'Results' })
  await expect(results.getByRole('link', { name: /Add customers: Paste a list/ })).toBeVisible()
  await expect(page.getByRole('status')).toHaveText(/result/)
  await page.screenshot({ path: `${pictures}/search-1280.png` })
  await expectAccessible(page, 'the results')
  await page.keyboard.press('ArrowDown')
  await expect(results.getByRole('link').first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(results).toBeHidden()
  await field.fill('zzzzqqqq')
  await expect(page.getByRole('status')).toHaveText('No page matches “zzzzqqqq”. Try fewer words.')
  await field.fill('paste list')
  await results.getByRole('link', { name: /Add customers: Paste a list/ }).click()
  await expect(page).toHaveURL(/\/help\/staff\/onboarding\.html#paste-a-list$/)
  await expect(page.getByRole('heading', { name: 'Paste a list' })).toBeInViewport()
  await page
    .getByRole('navigation', { name: 'Previous and next page' })
    .getByRole('link', { name: /^Next / })
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Look after hosting' })).toBeVisible()
  expect(violations).toEqual([])
  await context.close()
})

test('on a phone, the pages are in a menu, and the search fits', async ({ browser, billing }) => {
  const context = await browser.newContext({ baseURL: billing.url, viewport: { width: 390, height: 800 } })
  const page = await context.newPage()
  await page.goto('/help/')
  const pages = page.getByRole('navigation', { name: 'Pages' })
  await expect(pages).toBeHidden()
  await page.getByRole('button', { name: 'Menu' }).click()
  await expect(pages.getByRole('link', { name: 'Billing in daily use' })).toBeVisible()
  await page.screenshot({ path: `${pictures}/menu-390.png` })
  await expectAccessible(page, 'the menu')
  await pages.getByRole('link', { name: 'Billing in daily use' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Billing in daily use' })).toBeVisible()
  await page.getByRole('searchbox').fill('dunning')
  await expect(page.getByRole('list', { name: 'Results' }).getByRole('link').first()).toBeVisible()
  expect(await fitsInWidth(page)).toBe(true)
  await page.screenshot({ path: `${pictures}/search-390.png` })
  await context.close()
})

test('the theme of the console applies, and an unknown address has a page of its own', async ({
  page,
  billing,
}) => {
  await page.context().addCookies([{ name: 'theme', value: 'dark', url: billing.url }])
  const answer = await page.goto('/help/a/b/nothing.html')
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('main').getByRole('link', { name: 'start page' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'NextPanel Billing' })).toBeVisible()
})

test('staff open the documentation from the account menu, in another tab', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Your account' }).click()
  const opened = page.context().waitForEvent('page')
  await page.getByRole('menuitem', { name: 'Help' }).click()
  const help = await opened
  await expect(help.getByRole('heading', { level: 1, name: 'NextPanel Billing' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible()
})
