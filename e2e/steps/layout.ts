import { expect, type Page } from '@playwright/test'

/** The page never scrolls sideways, whatever its content. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  expect(beyond, page.url()).toBeLessThanOrEqual(0)
}
