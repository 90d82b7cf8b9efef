import { field, textOf } from '../steps/add-customer.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { startMailbox } from '../system/mailbox.ts'
import { expect, test } from '../system/test.ts'

test.use({ world: 'own' })
test('shots', async ({ page, browser, billing, context }) => {
  test.setTimeout(240_000)
  const mailbox = await startMailbox()
  const shot = async (name: string, path: string | null, ready: () => Promise<unknown>) => {
    for (const [label, width] of [['wide', 1280], ['narrow', 390]] as const) {
      await page.setViewportSize({ width, height: 900 })
      if (path) await page.goto(path)
      await ready()
      await page.screenshot({ path: `/tmp/mail/shots/${name}-${label}.png`, fullPage: true })
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      console.log(name, label, 'overflow', over)
    }
  }
  page.on('console', (m) => m.type() === 'error' && console.log('CONSOLE', m.text()))
  await shot('mail-empty', '/mail', () => expect(page.getByText('No mails yet.')).toBeVisible())
  const answer = await context.request.patch('/api/v1/mail/settings', { data: { host: '127.0.0.1', port: mailbox.smtpPort, tls: 'none', fromAddress: 'no-reply@hosting.example', fromName: 'Example Hosting', alertsTo: ['ops@hosting.example'] } })
  console.log(answer.status(), await answer.text())
  const { customerId } = await placeCustomer({ request: context.request, billing })
  await context.request.patch(`/api/v1/customers/${customerId}`, { data: { password: 'another password 1' } })
  await context.request.patch(`/api/v1/customers/${customerId}`, { data: { email: `moved${Date.now()}@example.com` } })
  await expect.poll(async () => (await mailbox.mails()).length).toBe(3)
  await shot('mail', '/mail', () => expect(page.getByText('Sent').first()).toBeVisible())
  await page.emulateMedia({ colorScheme: 'dark' })
  await shot('mail-dark', '/mail', () => expect(page.getByText('Sent').first()).toBeVisible())
  await page.emulateMedia({ colorScheme: 'light' })
  await shot('templates', '/mail/templates', async () => {
    await page.getByRole('button', { name: 'Preview' }).click()
    await expect(page.getByTitle('HTML')).toBeVisible()
    await expect(page.frameLocator('iframe').getByText('Your hosting account is active.')).toBeVisible()
  })
  await shot('customer-mail', `/customers/${customerId}/mail`, () => expect(page.getByText('Sent').first()).toBeVisible())
  await shot('account', '/account', () => expect(page.getByText('New Email')).toBeVisible())
  await shot('mailbox', mailbox.url, () => expect(page.getByRole('heading', { name: 'Sandbox mailbox' })).toBeVisible())
  await context.clearCookies()
  await shot('forgot', `${billing.url}/forgot-password`, () => expect(page.getByLabel('Email')).toBeVisible())
  await shot('confirm', `${billing.url}/confirm-email#x`, () => expect(page.getByRole('button', { name: 'Confirm Email' })).toBeVisible())
  await shot('login', `${billing.url}/login`, () => expect(page.getByLabel('Email')).toBeVisible())
  void browser; void field; void textOf
  await mailbox.close()
})
