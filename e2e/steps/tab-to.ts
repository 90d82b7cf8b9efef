import type { Page } from '@playwright/test'

export const focused = (page: Page) => page.locator(':focus')

/** Presses Tab until the focus is on the control with this name. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let stop = 0; stop < 40; stop += 1) {
    await page.keyboard.press('Tab')
    const found = focused(page)
    const text = await found.evaluate((element) =>
      [
        element.getAttribute('aria-label'),
        element instanceof HTMLInputElement || element instanceof HTMLSelectElement
          ? element.labels?.[0]?.textContent
          : element.textContent,
      ]
        .filter(Boolean)
        .join(' '),
    )
    if (typeof name === 'string' ? text.includes(name) : name.test(text)) return
  }
  throw new Error(`Tab does not reach ${name}.`)
}
