import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type APIRequestContext, type Browser, test as base, expect, type Page } from '@playwright/test'
import { z } from 'zod'
import { callApi } from '../steps/call-api.ts'
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
import { browser as settings } from '../system/environment.ts'
import { startSeeded } from '../system/seeded.ts'

interface Site {
  /** A page of the administrator, and one of a customer. */
  readonly staff: Page
  readonly customer: Page
  /** The address of a route. */
  addressOf(route: string): string
}

const serverList = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) })

const products = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      prices: z.array(z.object({ id: z.string(), isArchived: z.boolean() })),
    }),
  ),
})
const made = z.object({ id: z.string() })

/** Starts a subscription of the customer, and records a payment that is larger than its invoice. */
async function bill(request: APIRequestContext, customerId: string) {
  const { items } = products.parse(await callApi(request, 'get', '/products'))
  const priceId = items
    .filter(({ kind }) => kind === 'plan')
    .flatMap(({ prices }) => prices)
    .find(({ isArchived }) => !isArchived)?.id
  const { subscription, invoice } = z
    .object({ subscription: made, invoice: made })
    .parse(await callApi(request, 'post', '/subscriptions', { customerId, priceId }))
  const { today } = z.object({ today: z.string() }).parse(await callApi(request, 'get', '/billing-settings'))
  const payment = await callApi(request, 'post', '/payments', {
    customerId,
    amount: { amount: '50000', currency: 'EUR' },
    method: 'bank-transfer',
    reference: 'העברה',
    receivedOn: today,
  })
  return { subscriptionId: subscription.id, invoiceId: invoice.id, paymentId: made.parse(payment).id }
}

/** One server and two sessions for all pages: each page is loaded once in each width. */
const test = base.extend<object, { site: Site }>({
  site: [
    async ({ browser }, use) => {
      const seeded = await startSeeded(40)
      const admin = { email: 'admin@example.com', password: seeded.password }
      const staff = await openPage(browser, seeded.url, admin)
      const servers = serverList.parse(await (await staff.request.get('/api/v1/servers')).json())
      const serverId = servers.items.find(({ name }) => name === 'Oslo')?.id ?? ''
      const person = { ...newPerson('Dana'), fullName: 'דנה לוי', companyName: 'אחסון תל אביב' }
      const scene = { request: staff.request, billing: { url: seeded.url } }
      const { customerId, operationId } = await placeCustomer(scene, { person, serverId })
      const customer = await openPage(browser, seeded.url, person)
      const upload = await staff.request.post('/api/v1/imports?fileName=customers.csv', {
        headers: { 'content-type': 'text/csv' },
        data: `Email,Full Name\n${newPerson('Noa').email},נועה כהן\n`,
      })
      const { id: importId } = z.object({ id: z.string() }).parse(await upload.json())
      const statement = await staff.request.post('/api/v1/bank-statements?fileName=bank.csv&currency=EUR', {
        headers: { 'content-type': 'text/csv' },
        data: 'Date,Amount,Name,Reference\n2026-01-31,5.00,דנה לוי,העברה\n2026-01-31,-3.00,Bank,Fee\n',
      })
      const prepared = await staff.request.post('/api/v1/bulk-actions', {
        data: { action: 'set-server-mode', target: { ids: [serverId] }, options: { mode: 'draining' } },
      })
      const { id: bulkActionId } = z.object({ id: z.string() }).parse(await prepared.json())
      const ids: Record<string, string> = {
        bulkActionId,
        customerId,
        serverId,
        operationId: operationId ?? '',
        importId,
        statementId: made.parse(await statement.json()).id,
        ...(await bill(staff.request, customerId)),
      }
      const addressOf = (route: string) =>
        route === '/$' ? '/no/such/page' : route.replace(/\$(\w+)/g, (_, name: string) => ids[name] ?? '')
      await use({ staff, customer, addressOf })
      await Promise.all([staff.close(), customer.close(), seeded.end()])
    },
    { scope: 'worker', timeout: 480_000 },
  ],
})
test.describe.configure({ timeout: 900_000 })

async function openPage(browser: Browser, url: string, who: { email: string; password: string }) {
  const { locale, timezoneId } = settings
  const page = await browser.newPage({ baseURL: url, locale, timezoneId, reducedMotion: 'reduce' })
  await signIn(page.request, url, who)
  await countLayoutShifts(page)
  return page
}

const pagesDir = join(import.meta.dirname, '../../web/app/pages')

/** Every route of the application: web/app/routes.test.tsx checks that each has a test under its name. */
const routes = readdirSync(pagesDir)
  .filter((name) => name.endsWith('.test.tsx'))
  .flatMap((name) => [...readFileSync(join(pagesDir, name), 'utf8').matchAll(/^describeRoute\('([^']+)'/gm)])
  .flatMap(([, route]) => route ?? [])

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
    site,
  }) => {
    const viewport = { width, height: 844 }
    await Promise.all([site.staff.setViewportSize(viewport), site.customer.setViewportSize(viewport)])
    const titles = new Map<string, string>()
    for (const route of routes) {
      const page = route.startsWith('/portal') ? site.customer : site.staff
      titles.set(route, await checkPage(page, site.addressOf(route), `${route} at ${width} px`))
    }
    for (const [route, title] of titles) expect.soft(title, route).toMatch(/\S - NextPanel Billing$/)
    // At /customers/new the list stands behind the dialog.
    titles.delete('/customers/new')
    // Staff and the customer see the same document.
    titles.delete('/portal/invoices/$invoiceId')
    expect(new Set(titles.values()).size, [...titles.values()].join('\n')).toBe(titles.size)
  })
