import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'

const root = fileURLToPath(new URL('../../', import.meta.url))
const all = join(root, 'test-results', 'screenshots')
const committed = join(root, 'docs', 'screenshots')

const widths = {
  wide: { width: 1280, height: 800 },
  /** Tall enough for a whole form. */
  tall: { width: 1024, height: 1060 },
  phone: { width: 390, height: 844 },
}
type View = `${keyof typeof widths}-${'light' | 'dark'}`
const every: readonly View[] = [
  'wide-light',
  'wide-dark',
  'phone-dark',
  'phone-light',
  'tall-light',
  'tall-dark',
]
/** SCREENSHOTS_VIEWS=wide-light,phone-light takes only these, besides the documented ones. */
/** Pictures of states are never documented, so SCREENSHOTS_VIEWS=none leaves them out. */
export const takesStates = process.env.SCREENSHOTS_VIEWS !== 'none'
const wanted = process.env.SCREENSHOTS_VIEWS?.split(',') ?? every.filter((view) => !view.startsWith('tall'))
const sizeOf = (view: View) => {
  if (view.startsWith('phone')) return widths.phone
  return view.startsWith('tall') ? widths.tall : widths.wide
}

// A machine without a desktop has no suitable system font, so a common one is used. Without scrollbars, the
// space reserved for them would be an empty strip.
const style = `body, input, select, button { font-family: "Liberation Sans", Arial, sans-serif }
  html { scrollbar-gutter: auto !important }`

/** Names of the pictures that are kept in docs/screenshots, by view. */
export type Documented = Partial<Record<View, string>>

/**
 * Takes one screenshot of the current page for each width and theme.
 * @param documented views that are also kept in docs/screenshots, by their file name there
 */
export async function picture(page: Page, name: string, documented: Documented = {}): Promise<void> {
  mkdirSync(all, { recursive: true })
  mkdirSync(committed, { recursive: true })
  // The content policy of the page forbids a style element. The sheets of the page stay, for example those of toasts.
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    document.adoptedStyleSheets.push(sheet)
  }, style)
  for (const view of every.filter((one) => wanted.includes(one) || documented[one])) {
    await page.setViewportSize(sizeOf(view))
    const theme = view.endsWith('dark') ? 'dark' : 'light'
    await page.emulateMedia({ colorScheme: theme })
    // The page changes its theme a moment later.
    await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
    const path = join(all, `${name}-${view}.png`)
    // A part below the fold has faults too.
    const fullPage = !documented[view] && (await page.getByRole('dialog').count()) === 0
    // Otherwise the header, which stays at the top, would cover the middle of the picture.
    if (fullPage) await page.evaluate(() => window.scrollTo(0, 0))
    await page.screenshot({ path, fullPage, animations: 'disabled', caret: 'hide' })
    const kept = documented[view]
    if (kept) copyFileSync(path, join(committed, `${kept}.png`))
  }
  await page.setViewportSize(widths.wide)
  await page.emulateMedia({ colorScheme: 'light' })
}
