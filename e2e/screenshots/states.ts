import type { Page } from '@playwright/test'
import { picture, takesStates } from './camera.ts'
import { settled } from './seeded-scene.ts'

const calls = '**/api/v1/**'
/** The shell needs these to show a page at all. */
const isOfShell = (url: string) => /\/api\/v1\/(me|session|setup|boot)/.test(url)

const long = {
  name: 'Production server of the second data center in Frankfurt, with a name of a hundred characters',
  fullName: 'Maximiliane-Alexandra von Hohenstein-Wolfeschlegelsteinhausenbergerdorff',
  companyName: 'Wolfeschlegelsteinhausenbergerdorff Internationale Beteiligungsgesellschaft mbH & Co. KG',
  email: 'maximiliane-alexandra.von.hohenstein-wolfeschlegelsteinhausenbergerdorff@example.com',
  location: 'Frankfurt am Main, second data center, third hall, Germany',
}
const replacements: Record<string, string> = {
  fullName: long.fullName,
  companyName: long.companyName,
  customerName: long.fullName,
  serverName: long.name,
  name: long.name,
  email: long.email,
  recipient: long.email,
  fileName: `${'customers-of-the-old-system-'.repeat(4)}.csv`,
  username: 'wolfeschlegelsteinhausenbergerdo',
  location: long.location,
}

/** Every name in the responses is as long as the forms accept. */
async function lengthenNames(page: Page): Promise<void> {
  await page.route(calls, async (route) => {
    if (route.request().method() !== 'GET' || isOfShell(route.request().url())) return route.continue()
    const response = await route.fetch()
    const type = response.headers()['content-type'] ?? ''
    if (!type.includes('json')) return route.fulfill({ response })
    const text = JSON.stringify(await response.json(), (key, value) =>
      typeof value === 'string' && key in replacements ? replacements[key] : value,
    )
    return route.fulfill({ response, body: text })
  })
}

/** Takes a page while it loads, when it cannot be loaded, and with very long names. */
export async function pictureStates(page: Page, name: string, path: string): Promise<void> {
  if (!takesStates) return
  await page.route(calls, (route) => (isOfShell(route.request().url()) ? route.continue() : undefined))
  await page.goto(path)
  // The page of one item has no heading before it is loaded.
  await page.getByText('Loading...').first().waitFor({ state: 'attached' })
  await page.waitForTimeout(500)
  await picture(page, `${name}-loading`)
  await page.unrouteAll({ behavior: 'ignoreErrors' })

  await page.route(calls, (route) => (isOfShell(route.request().url()) ? route.continue() : route.abort()))
  await page.goto(path)
  await page.getByRole('button', { name: 'Retry', exact: true }).first().waitFor({ timeout: 20_000 })
  await picture(page, `${name}-error`)
  await page.unrouteAll({ behavior: 'ignoreErrors' })

  await lengthenNames(page)
  await page.goto(path)
  await settled(page)
  await picture(page, `${name}-long-names`)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
}
