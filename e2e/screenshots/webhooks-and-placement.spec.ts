import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type APIRequestContext, expect } from '@playwright/test'
import { dialog, field } from '../steps/add-customer.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { startMailbox } from '../system/mailbox.ts'
import { picture } from './camera.ts'
import { settled, test } from './seeded-scene.ts'
import { pictureStates } from './states.ts'

// Like the uploads, it comes after the other files.
test.describe.configure({ timeout: 600_000 })
const button = { exact: true } as const

/** A program that answers each path with the status in it, for example /500/crm. */
async function startReceiver() {
  const receiver = createServer((request, response) => {
    const [, status, name] = (request.url ?? '').split('/')
    request.resume().once('end', () => response.writeHead(Number(status)).end(`${name} answered ${status}`))
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  return {
    port: (receiver.address() as AddressInfo).port,
    close: () => {
      receiver.closeAllConnections()
      return new Promise((resolve) => receiver.close(resolve))
    },
  }
}

async function call(request: APIRequestContext, method: 'post' | 'patch', address: string, data: unknown) {
  const answer = await request[method](address, { data })
  expect(answer.status(), await answer.text()).toBeLessThan(300)
  return answer.json()
}

test('webhooks, from the empty page to a delivery', async ({ staff: page, seeded }) => {
  const receiver = await startReceiver()
  const api = `${seeded.url}/api/v1`
  const path = '/settings/webhooks'
  const to = (tail: string) => `http://127.0.0.1:${receiver.port}/${tail}`
  try {
    await page.goto(path)
    await settled(page)
    await picture(page, 'webhooks-empty')
    await page.getByRole('button', { name: 'Add Endpoint', ...button }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('URL').waitFor()
    await picture(page, 'webhooks-create')
    await form.getByLabel('Selected events').check()
    await form.getByRole('button', { name: 'Add Endpoint', ...button }).click()
    await form.getByText('URL is required.').waitFor()
    await picture(page, 'webhooks-create-errors')
    await form.getByLabel('URL').fill(to('200/crm'))
    await form.getByLabel('Description').fill('CRM')
    await form.getByLabel('A customer was created').check()
    await form.getByLabel('A customer was updated').check()
    await picture(page, 'webhooks-create-events', { 'tall-light': 'webhook-add' })
    await form.getByRole('button', { name: 'Add Endpoint', ...button }).click()
    await field(page, 'Secret').waitFor()
    await picture(page, 'webhooks-secret')
    await page.getByRole('button', { name: 'Done', ...button }).click()

    for (const [tail, description] of [
      ['500/billing', 'Billing'],
      ['410/chat', 'Old chat bot'],
      ['200/monitoring', 'Monitoring'],
    ] as const)
      await call(page.request, 'post', `${api}/webhook-endpoints`, { url: to(tail), description })
    for (const name of ['Ada Lovelace', 'Alan Turing', 'Kathleen Booth'])
      await placeCustomer(
        { request: page.request, billing: seeded },
        {
          person: {
            fullName: name,
            email: `${name.toLowerCase().replace(' ', '.')}@hook.example`,
            password: 'Login-Pass-5521',
            username: '',
            hostingPassword: '',
          },
        },
      )
    await expect(async () => {
      await page.goto(path)
      await settled(page)
      await expect(page.getByText('410 Gone')).toBeVisible({ timeout: 1_000 })
    }).toPass({ timeout: 60_000 })
    await picture(page, 'webhooks', { 'wide-light': 'webhooks' })
    const card = (name: string) => page.getByRole('listitem').filter({ hasText: name }).first()
    await page.getByRole('button', { name: /^Actions for .*crm$/ }).click()
    await picture(page, 'webhooks-menu')
    await page.getByRole('menuitem', { name: 'Rotate Secret' }).click()
    await page.getByRole('dialog').waitFor()
    await picture(page, 'webhooks-rotate')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Actions for .*crm$/ }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('dialog').waitFor()
    await picture(page, 'webhooks-delete')
    await page.keyboard.press('Escape')

    await card('billing')
      .getByRole('button', { name: 'Deliveries', ...button })
      .click()
    await page.getByRole('button', { name: 'customer.created' }).first().waitFor()
    await picture(page, 'webhooks-deliveries', { 'wide-light': 'webhook-deliveries' })
    await page.getByRole('button', { name: 'Delivered', ...button }).click()
    await page.getByText('No deliveries').waitFor()
    await picture(page, 'webhooks-deliveries-none')
    await page.getByRole('button', { name: 'All', ...button }).click()
    await page.getByRole('button', { name: 'customer.created' }).first().click()
    await page.getByRole('dialog').getByText('billing answered 500').waitFor()
    await picture(page, 'webhooks-delivery-failing', { 'wide-light': 'webhook-delivery' })
    await page.keyboard.press('Escape')
    await card('crm')
      .getByRole('button', { name: 'Send Test', ...button })
      .click()
    await page.getByText('The receiver accepted the test.').waitFor()
    await picture(page, 'webhooks-test')
    await page.keyboard.press('Escape')
    await pictureStates(page, 'webhooks', path)
  } finally {
    await receiver.close()
  }
})

test('placement: the rule, an automatic choice, and the reason on the account', async ({ staff: page }) => {
  await page.goto('/server')
  await settled(page)
  const name = 'Vienna'
  await page.getByRole('button', { name: `More actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  const edit = page.getByRole('dialog')
  await field(edit, 'Tags').fill('ssd, php8')
  await field(edit, 'Weight').fill('50')
  await field(edit, 'Weight').scrollIntoViewIfNeeded()
  await picture(page, 'placement-server')
  await edit.getByRole('button', { name: 'Save', ...button }).click()
  await edit.waitFor({ state: 'hidden' })
  const rule = field(page, 'Choose servers automatically by')
  await rule.selectOption('Fill first')
  await page.waitForTimeout(4_500)
  await rule.scrollIntoViewIfNeeded()
  await picture(page, 'placement-rule')
  await page.goto('/customers/new')
  const form = dialog(page, 'Add Customer')
  await field(form, 'Email').fill('grace@placement.example')
  await field(form, 'Full Name').fill('Grace Murray')
  await field(form, 'Also provision NextPanel hosting account').check()
  await field(form, 'NextPanel Server').click()
  await page.getByRole('option', { name: 'Choose automatically' }).waitFor()
  await picture(page, 'placement-list')
  // The list closes when the size of the window changes.
  if (!(await page.getByRole('option').first().isVisible())) await field(form, 'NextPanel Server').click()
  await page.getByRole('option', { name: 'Choose automatically' }).click()
  await page.waitForTimeout(1_000)
  await field(form, 'Location').scrollIntoViewIfNeeded()
  await picture(page, 'placement-wish', { 'tall-light': 'placement' })
  await form.getByRole('button', { name: 'Create & Provision', ...button }).click()
  await page
    .getByText(/NextPanel User ID: \S+$/)
    .first()
    .waitFor({ timeout: 60_000 })
  await page.goto('/customers?search=grace@placement.example')
  await settled(page)
  await page
    .getByRole('link', { name: /^View details of/ })
    .first()
    .click()
  await page.getByRole('tab', { name: 'Hosting', ...button }).click()
  await page.getByText(/^The \d+ servers considered$/).click()
  await picture(page, 'placement-reason', { 'wide-light': 'placement-reason' })
})

test('the languages of mail', async ({ staff: page }) => {
  const mailbox = await startMailbox()
  try {
    await page.goto('/mail')
    await settled(page)
    await page.getByRole('button', { name: 'Save', ...button }).click()
    await page.getByText('Server is required.').waitFor()
    await picture(page, 'mail-errors')
    await field(page, 'Server').fill('127.0.0.1')
    await field(page, 'Port').fill(String(mailbox.smtpPort))
    await page.getByLabel('Encryption').selectOption('none')
    await field(page, 'From Name').fill('Example Hosting')
    await field(page, 'From Address').fill('no-reply@hosting.example')
    await page.getByLabel('Language').selectOption('German')
    await picture(page, 'mail-settings')
    await page.getByRole('button', { name: 'Save', ...button }).click()
    await page.getByRole('button', { name: /^Send a test/ }).click()
    await page.getByText(/accepted the/).waitFor()
    await picture(page, 'mail-tested')
    await page.goto('/mail/templates')
    await settled(page)
    await page.getByLabel('Language').selectOption('German')
    await page.getByRole('button', { name: 'Preview', ...button }).click()
    await page.waitForTimeout(1_500)
    await picture(page, 'mail-template-german')
    await pictureStates(page, 'mail-templates', '/mail/templates')
  } finally {
    await mailbox.close()
  }
})
