import type { APIRequestContext } from '@playwright/test'
import { z } from 'zod'
import { fillCatalogue } from '../steps/catalogue.ts'
import { signIn } from '../system/billing.ts'
import { expect, test } from '../system/test.ts'
import { picture } from './camera.ts'
import { settled } from './seeded-scene.ts'
import { pictureStates } from './states.ts'

test.use({ world: 'own' })
test.describe.configure({ timeout: 600_000 })

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const made = z.object({ id: z.string() })
const products = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      prices: z.array(
        z.object({
          id: z.string(),
          interval: z.object({ unit: z.string(), count: z.number() }),
          isArchived: z.boolean(),
        }),
      ),
    }),
  ),
})
const started = z.object({ subscription: made, invoice: made.extend({ number: z.string() }) })

/** A customer with a subscription, an invoice that a payment covers in part, and a payment with a refund. */
async function sell(request: APIRequestContext) {
  const send = async <T>(path: string, data: object, schema: z.ZodType<T>): Promise<T> => {
    const answer = await request.post(`/api/v1${path}`, { data })
    expect(answer.ok(), await answer.text()).toBe(true)
    return schema.parse(await answer.json())
  }
  const customerId = await fillCatalogue(request)
  const backup = await send('/products', { name: 'Daily backups, kept for 90 days', kind: 'add-on' }, made)
  const month = { unit: 'month' }
  const price = { amount: eur('500'), interval: month, setupFee: eur('300') }
  await send(`/products/${backup.id}/prices`, price, made)
  const all = products.parse(await (await request.get('/api/v1/products?limit=100')).json()).items
  const priceOf = (name: string) =>
    all
      .find((one) => one.name === name)
      ?.prices.find(({ interval }) => interval.unit !== 'year' && interval.count === 1)?.id ?? ''
  const businessId = all
    .find(({ name }) => name === 'Business Hosting')
    ?.prices.find(
      ({ interval, isArchived }) => interval.unit === 'month' && interval.count === 1 && !isArchived,
    )?.id
  const { subscription, invoice } = await send(
    '/subscriptions',
    {
      customerId,
      priceId: businessId,
      addOns: [{ priceId: priceOf('Daily backups, kept for 90 days'), quantity: 2 }],
    },
    started,
  )
  const { today } = z
    .object({ today: z.string() })
    .parse(await (await request.get('/api/v1/billing-settings')).json())
  const received = {
    customerId,
    method: 'bank-transfer',
    receivedOn: today,
    reference: `Transfer of ${invoice.number}`,
  }
  const partial = await send('/payments', { ...received, amount: eur('1000') }, made)
  const large = await send('/payments', { ...received, amount: eur('9000'), reference: '' }, made)
  const refund = { amount: eur('2000'), refundedOn: today, reason: 'Paid twice', reference: 'SEPA 77' }
  await send(`/payments/${large.id}/refund`, refund, made)
  // Later, because this invoice uses the credit that could be refunded.
  const owe = () => send('/subscriptions', { customerId, priceId: businessId, quantity: 9 }, started)
  return { customerId, subscription, partial, large, owe }
}

test('payments, the extras of a subscription and the invoices of a customer', async ({
  page,
  browser,
  billing,
}) => {
  const { customerId, subscription, partial, large, owe } = await sell(page.request)
  const paths = [
    ['payment', `/payments/${partial.id}`],
    ['payment-refunded', `/payments/${large.id}`],
    ['payments', '/payments'],
    ['subscription', `/subscriptions/${subscription.id}`],
  ] as const
  for (const [name, path] of paths) {
    await page.goto(path)
    await settled(page)
    await picture(page, name, name === 'payment-refunded' ? { 'wide-light': 'payment' } : {})
  }
  await pictureStates(page, 'payment', `/payments/${large.id}`)

  await page.goto(`/payments/${large.id}`)
  await page.getByRole('button', { name: 'Refund', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await picture(page, 'payment-refund', { 'wide-light': 'payment-refund' })
  await page.goto(`/payments/${partial.id}`)
  await page.getByRole('button', { name: 'More actions for this payment' }).click()
  await page.getByRole('menuitem', { name: 'Reverse payment' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await picture(page, 'payment-reverse')

  const owed = await owe()
  await page.goto(`/invoices/${owed.invoice.id}`)
  await settled(page)
  await picture(page, 'invoice')

  const subscriptionPage = `/subscriptions/${subscription.id}`
  await page.goto(subscriptionPage)
  await settled(page)
  await page.getByRole('button', { name: 'Add add-on' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await picture(page, 'add-on')
  await page.goto(subscriptionPage)
  await page.getByRole('button', { name: /^Remove Daily/ }).click()
  await page.getByRole('dialog').getByLabel('When').selectOption('now')
  await expect(
    page
      .getByRole('dialog')
      .getByText(/of \d+ days/)
      .first(),
  ).toBeVisible()
  await picture(page, 'add-on-remove')
  for (const [item, name] of [
    ['Charge one-time item', 'one-time'],
    ['Apply coupon', 'coupon-apply'],
  ] as const) {
    await page.goto(subscriptionPage)
    await page.getByRole('button', { name: 'More actions for this subscription' }).click()
    await page.getByRole('menuitem', { name: item }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toBeVisible()
    if (name === 'one-time') {
      const option = dialog.getByRole('option', { name: /^Website move/ })
      await expect(option).toBeAttached()
      await dialog.getByLabel('Price').selectOption({ label: (await option.textContent()) ?? '' })
    } else await dialog.getByLabel('Coupon code').fill('WELCOME10')
    await expect(dialog.getByRole('heading', { name: /^(Preview|Next invoice)$/ })).toBeVisible()
    await page.waitForTimeout(800)
    await picture(page, name)
  }

  await page.goto(`/subscriptions/${owed.subscription.id}`)
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  const change = page.getByRole('dialog')
  await change.getByLabel('Quantity').fill('2')
  await expect(change.getByRole('heading', { name: /^Invoice \(\d of \d\)$/ })).toBeVisible()
  await picture(page, 'change-documents')
  await change.getByLabel('When').selectOption('renewal')
  await expect(change.getByText('Nothing is invoiced now.')).toBeVisible()
  await change.getByRole('button', { name: 'Change', exact: true }).click()
  await expect(change).toBeHidden()
  await settled(page)
  await picture(page, 'subscription-agreed')
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await change.getByLabel('Quantity').fill('9')
  await expect(change.getByText('Nothing is invoiced now.')).toBeVisible()
  await picture(page, 'change-agreed')

  const { email } = z
    .object({ email: z.string() })
    .parse(await (await page.request.get(`/api/v1/customers/${customerId}`)).json())
  const theirs = await browser.newPage({ baseURL: billing.url })
  await signIn(theirs.request, billing.url, { email, password: 'Login-Pass-5521' })
  const own = `/portal/invoices/${owed.invoice.id}`
  const account = {
    id: customerId,
    username: 'ada',
    status: 'suspended',
    panelUrl: 'https://panel.example',
    serverName: 'Oslo',
    panelUserId: '7',
    progress: null,
    suspension: 'overdue',
    overdueInvoices: [
      { id: owed.invoice.id, number: owed.invoice.number, dueOn: '2026-02-15', amountDue: eur('21285') },
    ],
    createdAt: '2026-01-01T00:00:00.000Z',
  }
  await theirs.goto('/portal')
  await settled(theirs)
  await picture(theirs, 'portal-billing')
  await theirs.goto(own)
  await settled(theirs)
  await picture(theirs, 'portal-invoice', { 'phone-light': 'portal-invoice-phone' })
  await theirs.route('**/api/v1/portal/hosting-accounts', (route) =>
    route.fulfill({ json: { items: [account] } }),
  )
  await theirs.goto('/portal')
  await settled(theirs)
  await picture(theirs, 'portal-suspended')
  await theirs.goto(own)
  await settled(theirs)
  await picture(theirs, 'portal-invoice-suspended')
  await theirs.unrouteAll()
  await pictureStates(theirs, 'portal-invoice', own)
  await theirs.close()
})
