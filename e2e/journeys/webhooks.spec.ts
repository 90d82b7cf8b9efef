import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expectNoSidewaysScroll } from '../steps/layout.ts'
import { expect, test } from '../system/test.ts'

test.use({ world: 'own' })

test('an endpoint is added, tested, receives an event, fails, and the delivery is replayed', async ({
  page,
}) => {
  let status = 204
  const got: { id: unknown; type: unknown; signature: unknown }[] = []
  const receiver = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const { headers } = request
    got.push({
      id: headers['webhook-id'],
      type: JSON.parse(text).type,
      signature: headers['webhook-signature'],
    })
    response.writeHead(status).end(status === 410 ? 'This hook is gone' : undefined)
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo
  try {
    await page.goto('/settings/webhooks')
    await expect(page.getByText('No webhook endpoints yet.')).toBeVisible()
    await page.getByRole('button', { name: 'Add Endpoint' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('URL').fill(`http://127.0.0.1:${port}/hooks`)
    await form.getByLabel('Description').fill('CRM')
    await form.getByLabel('Selected events').check()
    await form.getByLabel('A customer was created').check()
    await form.getByRole('button', { name: 'Add Endpoint' }).click()
    await expect(page.getByLabel('Secret', { exact: true })).toHaveValue(/^whsec_/)
    await page.getByRole('button', { name: 'Done' }).click()

    await page.getByRole('button', { name: 'Send Test' }).click()
    await expect(page.getByText('The receiver accepted the test.')).toBeVisible()
    await page.keyboard.press('Escape')
    expect(got).toMatchObject([{ type: 'webhook.test', signature: expect.stringMatching(/^v1,/) }])

    status = 410
    const created = await page.request.post('/api/v1/customers', {
      data: { email: 'hook@example.com', fullName: 'Hook Person', password: 'Login-Pass-5521' },
    })
    expect(created.status()).toBe(201)
    await expect.poll(() => got.length).toBe(2)
    await page.reload()
    await expect(page.getByText('the receiver responded with 410 Gone')).toBeVisible()
    status = 200
    await page.getByRole('button', { name: /^Actions for/ }).click()
    await page.getByRole('menuitem', { name: 'Enable' }).click()
    await page.getByRole('button', { name: 'Deliveries' }).click()
    await page.getByRole('button', { name: 'customer.created' }).click()
    const sheet = page.getByRole('dialog')
    await expect(sheet.getByText('This hook is gone')).toBeVisible()
    await expect(sheet.getByText('"fullName": "Hook Person"')).toBeVisible()
    await sheet.getByRole('button', { name: 'Replay' }).click()
    await expect(sheet.getByText('Delivered', { exact: true })).toBeVisible({ timeout: 15_000 })
    expect(got.slice(1).map(({ id }) => id)).toEqual([got[1]?.id, got[1]?.id])

    await page.setViewportSize({ width: 390, height: 844 })
    await expectNoSidewaysScroll(page)
    await page.keyboard.press('Escape')
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectNoSidewaysScroll(page)
  } finally {
    receiver.closeAllConnections()
    await new Promise((resolve) => receiver.close(resolve))
  }
})
