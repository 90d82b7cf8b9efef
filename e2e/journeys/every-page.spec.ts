import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { z } from 'zod'
import { expectNoSidewaysScroll } from '../steps/layout.ts'
import {
  countLayoutShifts,
  expectAccessible,
  expectFocusInOrder,
  expectIsolatedValues,
  expectStableLayout,
} from '../steps/page-checks.ts'
import { newPerson } from '../steps/people.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { signIn } from '../system/billing.ts'
import { test } from '../system/test.ts'

// A trace of some forty page loads costs more than the checks.
test.use({ contextOptions: { reducedMotion: 'reduce' }, trace: 'off' })
// The two widths side by side.
test.describe.configure({ mode: 'parallel', timeout: 400_000 })

const pagesDir = join(import.meta.dirname, '../../web/app/pages')

/** Every route of the application: web/app/routes.test.tsx checks that each has a test under its name. */
const routes = readdirSync(pagesDir)
  .filter((name) => name.endsWith('.test.tsx'))
  .flatMap((name) => [...readFileSync(join(pagesDir, name), 'utf8').matchAll(/^describeRoute\('([^']+)'/gm)])
  .flatMap(([, route]) => route ?? [])

const serverList = z.object({ items: z.array(z.object({ id: z.string() })) })

interface Subjects {
  customerId: string
  operationId: string
  serverId: string
}

/** The address of a route. */
const addressOf = (route: string, { customerId, operationId, serverId }: Subjects) =>
  route === '/$'
    ? '/no/such/page'
    : route
        .replace('$customerId', customerId)
        .replace('$operationId', operationId)
        .replace('$serverId', serverId)

/** Opens a page, checks it, and returns its title. */
async function checkPage(page: Page, address: string, where: string): Promise<string> {
  await page.goto(address)
  await expect(page.locator('h1'), where).toHaveCount(1, { timeout: 30_000 })
  await expect(page.getByText('Loading...'), where).toHaveCount(0, { timeout: 30_000 })
  await expectStableLayout(page, where)
  await expectNoSidewaysScroll(page)
  await expectIsolatedValues(page, where)
  await expectAccessible(page, where)
  await expectFocusInOrder(page, where)
  return page.title()
}

for (const width of [1280, 390])
  test(`every page at ${width} px: titled, accessible, in order, stable, safe for Hebrew values`, async ({
    page,
    browser,
    context,
    billing,
  }) => {
    const { items } = serverList.parse(await (await context.request.get('/api/v1/servers')).json())
    const serverId = items[0]?.id ?? ''
    const person = { ...newPerson('Dana'), fullName: 'דנה לוי', companyName: 'אחסון תל אביב' }
    const placed = await placeCustomer({ request: context.request, billing }, { person, serverId })
    const subjects = { serverId, customerId: placed.customerId, operationId: placed.operationId ?? '' }

    const viewport = { width, height: 844 }
    await page.setViewportSize(viewport)
    await countLayoutShifts(page)
    const titles = new Map<string, string>()
    for (const route of routes.filter((one) => one !== '/portal'))
      titles.set(route, await checkPage(page, addressOf(route, subjects), `${route} at ${width} px`))

    const theirs = await browser.newPage({ baseURL: billing.url, viewport, reducedMotion: 'reduce' })
    await signIn(theirs.request, billing.url, person)
    await countLayoutShifts(theirs)
    titles.set('/portal', await checkPage(theirs, '/portal', `/portal at ${width} px`))
    await theirs.close()

    for (const [route, title] of titles) expect.soft(title, route).toMatch(/\S - NextPanel Billing$/)
    // At /customers/new the list stands behind the dialog.
    titles.delete('/customers/new')
    expect(new Set(titles.values()).size, [...titles.values()].join('\n')).toBe(titles.size)
  })
