import { expect, type Page } from '@playwright/test'

/** The page never scrolls sideways, whatever its content. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  expect(beyond, page.url()).toBeLessThanOrEqual(0)
}

/**
 * Each visible button, tab and navigation link shows its whole label inside its box. The box is inside the page, or in
 * a part that scrolls sideways.
 */
export async function expectNoCutOffButtons(page: Page): Promise<void> {
  const cutOff = await page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).overflowX === 'auto' || scrolls(element.parentElement))
    return [...document.querySelectorAll('button:not([role=combobox]), [role=tab], nav a')]
      .filter((button) => button.checkVisibility() && !button.matches('.sr-only'))
      .filter((button) => {
        const label = document.createRange()
        label.selectNodeContents(button)
        const box = button.getBoundingClientRect()
        const text = label.getBoundingClientRect()
        const isOutside = (outer: DOMRect, inner: DOMRect) =>
          inner.width > 0 && (inner.left < outer.left - 1 || inner.right > outer.right + 1)
        const window = new DOMRect(0, 0, innerWidth, innerHeight)
        return isOutside(box, text) || (isOutside(window, box) && !scrolls(button.parentElement))
      })
      .map((button) => button.textContent)
  })
  expect(cutOff, page.url()).toEqual([])
}
