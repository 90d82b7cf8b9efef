import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Counts layout shifts from the first paint on; for every page that is opened afterwards. */
export async function countLayoutShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counted = { shift: 0, sources: [] as string[] }
    Object.assign(window, { layoutShifts: counted })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
          value: number
          hadRecentInput: boolean
          sources: readonly { node: Node | null }[]
        }
        if (hadRecentInput) continue
        counted.shift += value
        for (const { node } of sources)
          counted.sources.push(`${value.toFixed(3)} ${(node as Element | null)?.outerHTML?.slice(0, 120)}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** Less than 0.1 is "good" by the Core Web Vitals. */
export async function expectStableLayout(page: Page, where: string): Promise<void> {
  const { shift, sources } = await page.evaluate(
    () => (window as unknown as { layoutShifts: { shift: number; sources: string[] } }).layoutShifts,
  )
  expect.soft(shift, `layout shift of ${where}:\n${sources.join('\n')}`).toBeLessThan(0.1)
}

/** No violation of any rule in the light theme, and readable colors in the dark one. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    // In one piece: the pages have no frames, and parts are joined in a page of their own.
    // Details of what passes are half of the work, and unread.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
    // The themes differ in colors alone.
    const { violations } = await (colorScheme === 'light' ? axe : axe.withRules('color-contrast')).analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
    expect.soft(found, `${where}, ${colorScheme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

/** The Tab key goes through the page in the order of the document, and every stop is visible. */
export async function expectFocusInOrder(page: Page, where: string): Promise<void> {
  const faults: string[] = []
  const first = await page.evaluateHandle(() => document.activeElement)
  let before = first
  for (let stop = 0; stop < 10; stop += 1) {
    await page.keyboard.press('Tab')
    const now = await page.evaluateHandle(() => document.activeElement)
    const fault = await now.evaluate(
      (element, { start, last }) => {
        const isPlace = (place: Element | null) => place !== null && place !== document.body
        const follows = (place: Element | null) =>
          !isPlace(place) ||
          Boolean(
            (place?.compareDocumentPosition(element ?? document.body) ?? 0) &
              Node.DOCUMENT_POSITION_FOLLOWING,
          )
        // Past the end the focus leaves the page, or begins again where it started or before.
        if (!element || !isPlace(element) || (isPlace(start) && !follows(start))) return 'end'
        const name = element.outerHTML.slice(0, 120)
        const { width, height } = element.getBoundingClientRect()
        if (width === 0 || height === 0) return `has no size: ${name}`
        if (follows(last)) return null
        return element.closest('body')?.querySelector('a[href], button, input') === element
          ? 'end'
          : `stands before the last stop: ${name}`
      },
      { start: first, last: before },
    )
    if (fault === 'end') break
    if (fault) faults.push(fault)
    before = now
  }
  expect.soft(faults, `focus order of ${where}`).toEqual([])
}

/** Every Hebrew value is isolated, and none turns its line to the right. */
export async function expectIsolatedValues(page: Page, where: string): Promise<void> {
  const faults = await page.evaluate(() => {
    const found: string[] = []
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const parent = node.parentElement
      if (!parent || !/[\u0590-\u05ff]/.test(node.textContent ?? '')) continue
      const name = parent.outerHTML.slice(0, 120)
      const isolated = parent.closest('bdi')
      if (!isolated) {
        found.push(`not isolated: ${name}`)
        continue
      }
      const { display, textAlign } = getComputedStyle(isolated)
      const line = display === 'block' ? isolated : isolated.parentElement
      const { direction, textAlign: align } = getComputedStyle(line ?? isolated)
      if (display === 'block' ? textAlign !== 'left' : direction !== 'ltr' || align === 'right')
        found.push(`not left aligned: ${name}`)
    }
    return found
  })
  expect.soft(faults, `right-to-left values on ${where}`).toEqual([])
}
