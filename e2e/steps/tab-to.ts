import type { Page } from '@playwright/test'

export const focused = (page: Page) => page.locator(':focus')

/** Presses Tab until the focus is on the control with this name. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let stop = 0; stop < 40; stop += 1) {
    await page.keyboard.press('Tab')
    // After the last control, the focus is in the browser's own controls.
    const text = await page.evaluate(() => {
      const { activeElement: element } = document
      const isField = element instanceof HTMLInputElement || element instanceof HTMLSelectElement
      const label = isField ? element.labels?.[0]?.textContent : element?.textContent
      return element === document.body ? '' : `${element?.getAttribute('aria-label') ?? ''} ${label ?? ''}`
    })
    if (typeof name === 'string' ? text.includes(name) : name.test(text)) return
  }
  throw new Error(`Tab does not reach ${name}.`)
}
