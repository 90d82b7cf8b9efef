import { expect } from '@playwright/test'
import { callApi } from '../steps/call-api.ts'
import { newPerson } from '../steps/people.ts'
import { addPlan, sell, setUpCompany } from '../steps/sales.ts'
import { startMailbox } from '../system/mailbox.ts'
import { test } from '../system/test.ts'
import { picture } from './camera.ts'
import { settled } from './seeded-scene.ts'

test.use({ world: 'own' })
test.describe.configure({ timeout: 600_000 })

test('the mail of an invoice', async ({ page }) => {
  const mailbox = await startMailbox()
  const { request } = page
  const mailThrough = (port: number) =>
    callApi(request, 'patch', '/mail/settings', {
      host: '127.0.0.1',
      port,
      tls: 'none',
      fromAddress: 'billing@hosting.example',
      fromName: 'Example Hosting',
      alertsTo: [],
    })
  try {
    await setUpCompany(request)
    await mailThrough(mailbox.smtpPort)
    const priceId = await addPlan(request, { name: 'Hosting M', amount: '10000' })
    const sent = await sell(request, priceId, { person: newPerson('Ada Lovelace') })
    await expect.poll(async () => (await mailbox.mails()).length, { timeout: 60_000 }).toBe(1)
    await mailThrough(9)
    const waiting = await sell(request, priceId, { person: newPerson('Grace Hopper') })
    for (const [name, path] of [
      ['invoice-mailed', `/invoices/${sent.invoice.id}`],
      ['invoice-waiting', `/invoices/${waiting.invoice.id}`],
      ['mail-of-invoices', `/customers/${sent.customerId}/mail`],
      ['mail-setting', '/settings/billing/payment'],
    ] as const) {
      await page.goto(path)
      await settled(page)
      await picture(page, name)
    }
    await page.goto('/mail/templates')
    await settled(page)
    await page.getByRole('combobox', { name: 'Template' }).selectOption('Invoice')
    await page.getByRole('button', { name: 'Preview', exact: true }).click()
    await page.getByText('Please pay €119.00 by March 15, 2026.').first().waitFor()
    await picture(page, 'mail-template-invoice')
    await page.goto(mailbox.url)
    await page.screenshot({ path: 'test-results/screenshots/mailbox-invoice.png' })
  } finally {
    await mailbox.close()
  }
})
