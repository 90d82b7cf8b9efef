import type { APIRequestContext, Page } from '@playwright/test'
import { z } from 'zod'
import { signIn } from '../system/billing.ts'
import type { Seeded } from '../system/seeded.ts'
import { picture } from './camera.ts'
import { settled, test } from './seeded-scene.ts'
import { pictureStates } from './states.ts'

test.use({ actionTimeout: 20_000 })
test.describe.configure({ timeout: 900_000 })

const items = z.object({
  items: z.array(z.object({ id: z.string(), customerId: z.string(), status: z.string() })),
})
const person = z.object({ id: z.string(), email: z.string() })

async function read<T>(request: APIRequestContext, { url }: Seeded, path: string, schema: z.ZodType<T>) {
  const answer = await request.get(`${url}/api/v1${path}`)
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  return schema.parse(await answer.json())
}

/** Of the first that the list has. */
async function first(request: APIRequestContext, seeded: Seeded, path: string) {
  const [found] = (await read(request, seeded, path, items)).items
  if (!found) throw new Error(`${path} has nothing.`)
  return found
}

const shootOn =
  (page: Page) =>
  async (name: string, path: string, documented = {}) => {
    await page.goto(path)
    await settled(page)
    await picture(page, name, documented)
  }

test('lists and pages of billing', async ({ staff: page, seeded }) => {
  const shoot = shootOn(page)
  const invoice = await first(page.request, seeded, '/invoices?overdue=true')
  const paid = await first(page.request, seeded, '/invoices?status=paid')
  const subscription = await first(page.request, seeded, '/subscriptions?status=active')
  const pages = [
    ['invoices', '/invoices', { 'wide-light': 'invoices', 'phone-light': 'invoices-phone' }],
    ['invoice-overdue', `/invoices/${invoice.id}`, { 'wide-light': 'invoice' }],
    ['payments', '/payments', { 'wide-light': 'payments' }],
    ['subscriptions', '/subscriptions', { 'wide-light': 'subscriptions' }],
    ['subscription', `/subscriptions/${subscription.id}`, { 'wide-light': 'subscription' }],
    [
      'customer-billing-tab',
      `/customers/${invoice.customerId}/billing`,
      { 'wide-light': 'customer-billing' },
    ],
    ['dunning-cases', '/dunning', { 'wide-light': 'dunning' }],
    ['seeded-products', '/products', { 'wide-light': 'products' }],
    ['seeded-reports', '/reports', { 'wide-light': 'reports' }],
    ['seeded-reports-mrr', '/reports?report=mrr', { 'wide-light': 'reports-mrr' }],
  ] as const
  for (const [name, path, documented] of pages) await shoot(name, path, documented)
  await shoot('invoices-none-found', '/invoices?search=none')
  await shoot('invoice-paid', `/invoices/${paid.id}`)
  for (const [name, path] of pages) await pictureStates(page, name, path)
})

test('the forecast', async ({ staff: page }) => {
  await page.goto('/simulation')
  await page.getByRole('heading', { name: 'By month', exact: true }).waitFor({ timeout: 120_000 })
  await settled(page)
  await picture(page, 'seeded-forecast', { 'wide-light': 'forecast', 'phone-light': 'forecast-phone' })
})

test('dialogs of billing', async ({ staff: page, seeded }) => {
  const invoice = await first(page.request, seeded, '/invoices?overdue=true')
  const subscription = await first(page.request, seeded, '/subscriptions?status=active')
  for (const [path, opener, name] of [
    [`/invoices/${invoice.id}`, 'Record payment', 'payment-record'],
    [`/invoices/${invoice.id}`, 'Credit', 'invoice-credit'],
    [`/subscriptions/${subscription.id}`, 'Change', 'subscription-change'],
  ] as const) {
    await page.goto(path)
    await settled(page)
    await page.getByRole('main').getByRole('button', { name: opener, exact: true }).first().click()
    await page.getByRole('dialog').waitFor()
    await page.waitForTimeout(800)
    await picture(page, name)
    await page.keyboard.press('Escape')
  }
})

test('billing in the customer area', async ({ staff, browser, seeded }) => {
  const { customerId } = await first(staff.request, seeded, '/invoices?overdue=true')
  const { email } = await read(staff.request, seeded, `/customers/${customerId}`, person)
  const page = await browser.newPage({ baseURL: seeded.url })
  await signIn(page.request, seeded.url, { email, password: seeded.password })
  await shootOn(page)('portal-billing', '/portal', { 'phone-light': 'portal-billing-phone' })
  await pictureStates(page, 'portal-billing', '/portal')
  await page.close()
})
