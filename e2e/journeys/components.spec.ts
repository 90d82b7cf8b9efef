import { fileURLToPath } from 'node:url'
import { expect, type Page, test } from '@playwright/test'
import { expectNoSidewaysScroll } from '../steps/layout.ts'
import { expectAccessible } from '../steps/page-checks.ts'
import { startProgram } from '../system/program.ts'

const announced = /^components (\S+)$/m
const pictures = fileURLToPath(new URL('../../test-results/ui', import.meta.url))

test.use({ contextOptions: { reducedMotion: 'reduce' } })
test.describe.configure({ timeout: 480_000 })

let server: Awaited<ReturnType<typeof startProgram>>
test.beforeAll(async () => {
  server = await startProgram('scripts/components.ts', { WEB_PORT: '0' }, announced)
})
test.afterAll(() => server?.stop())

/** Screenshots are in test-results/ui/. */
async function expectWell(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `${pictures}/${name}-${colorScheme}.png`, fullPage: true })
  }
  await expectAccessible(page, name)
}

test('every component shows its states on /ui, in both themes and on a phone', async ({ page }) => {
  await page.goto(server.output().match(announced)?.[1] ?? '')
  await expect(page.getByRole('heading', { name: 'Components', level: 1 })).toBeVisible({ timeout: 60_000 })
  const password = page.getByLabel('Password', { exact: true })
  // The development server may reload the page once, when it is opened for the first time.
  await expect(async () => {
    await password.blur()
    await password.focus()
    await expect(page.getByText(/^(Fair|Good|Strong|Weak)$/)).toBeVisible({ timeout: 10_000 })
  }).toPass({ timeout: 60_000 })
  await expectWell(page, 'page')

  await page.getByRole('combobox', { name: 'Choice' }).click()
  const gone = page.getByRole('option', { name: 'Gone Server (0/50)', exact: true })
  await expect(gone).toBeDisabled()
  await expect(gone).toHaveAccessibleDescription('The server is offline.')
  await page.screenshot({ path: `${pictures}/choice.png` })
  await page.keyboard.press('Escape')

  for (const name of ['Dialog', 'Confirmation', 'Sheet', 'Command palette']) {
    const opener = page.getByRole('button', { name, exact: true })
    await opener.click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectWell(page, name.toLowerCase().replace(' ', '-'))
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(opener).toBeFocused()
  }

  await page.getByRole('button', { name: 'More actions' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Copy' })).toBeFocused()
  await expect(page.getByRole('menuitem', { name: /It is suspended already/ })).toBeDisabled()
  await expectWell(page, 'menu')
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
  await page.screenshot({ path: `${pictures}/phone.png`, fullPage: true })
})
