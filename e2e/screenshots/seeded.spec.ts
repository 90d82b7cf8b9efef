import { expect } from '@playwright/test'
import { dialog, field } from '../steps/add-customer.ts'
import { signIn } from '../system/billing.ts'
import { type Documented, picture } from './camera.ts'
import { findCustomer, findOperations, settled, test } from './seeded-scene.ts'

test.use({ actionTimeout: 20_000 })
test.describe.configure({ timeout: 600_000 })
const button = { exact: true } as const

test('pages', async ({ staff: page, seeded }) => {
  const shoot = async (name: string, path: string, documented = {}) => {
    await page.goto(path)
    await settled(page)
    await picture(page, name, documented)
  }
  await shoot('home', '/', { 'wide-light': 'home', 'wide-dark': 'home-dark' })
  // The kept ones end above the charts.
  await shoot('home-charts', '/')
  await shoot('customers', '/customers', { 'wide-light': 'customers', 'phone-light': 'customers-phone' })
  await shoot('customers-attention', '/customers?hosting=needs-attention')
  await shoot('customers-no-match', '/customers?search=unknown-name')
  await page.emulateMedia({ media: 'print' })
  await shoot('customers-printed', '/customers?status=active&sort=fullName')
  await page.emulateMedia({ media: null })
  await shoot('server', '/server', { 'wide-light': 'server' })
  await shoot('operations', '/operations', { 'wide-light': 'operations' })
  await shoot('team', '/team', { 'wide-light': 'team' })
  await shoot('audit', '/audit', { 'wide-light': 'audit' })
  await shoot('mail', '/mail', { 'wide-light': 'mail' })
  await shoot('status', '/settings/status', { 'wide-light': 'status' })
  await shoot('mail-templates', '/mail/templates', { 'wide-light': 'mail-templates' })
  const [first] = await findOperations(page.request, seeded, { status: 'succeeded' })
  for (const server of ['Frankfurt 2', 'Vienna', 'Paris', 'Amsterdam', 'London']) {
    const all = await findOperations(page.request, seeded, { limit: '100' })
    const id = all.find(({ serverName }) => serverName === server)?.serverId
    const name = `server-${server.toLowerCase().replace(' ', '-')}`
    const documented = server === 'Frankfurt 2' ? { 'wide-light': 'server-details' } : {}
    if (id) await shoot(name, `/server/${id}`, documented)
  }
  if (first)
    await shoot('server-reconciliation', `/server/${first.serverId}/reconciliation`, {
      'wide-light': 'reconciliation',
    })
  for (const tab of ['running', 'waiting', 'needs-person', 'done'])
    await shoot(`operations-${tab}`, `/operations?tab=${tab}`)
  for (const status of ['succeeded', 'waiting', 'needs-person', 'failed', 'cancelled']) {
    const [operation] = await findOperations(page.request, seeded, { status })
    const documented = status === 'needs-person' ? { 'wide-light': 'timeline' } : {}
    if (operation) await shoot(`operation-${status}`, `/operations/${operation.id}`, documented)
  }
})

const fates = [
  ['active', 'succeeded', 'create'],
  ['suspended', 'succeeded', 'suspend'],
  ['terminated', 'succeeded', 'terminate'],
  ['failed', 'failed', 'create'],
  ['conflict', 'needs-person', 'create'],
  ['pending', 'waiting', 'create'],
] as const

const documentedTabs: Record<string, Documented> = {
  overview: { 'wide-light': 'customer' },
  hosting: { 'wide-light': 'customer-hosting' },
}

test('customers of every kind, page by page', async ({ staff: page, seeded }) => {
  for (const [account, operation, kind] of fates) {
    const customer = await findCustomer(page.request, seeded, { account, operation, kind })
    if (!customer) throw new Error(`No customer has an account that is ${account}.`)
    const keep = account === 'active'
    for (const [name, tail] of [
      ['overview', ''],
      ['hosting', '/hosting'],
      ['operations', '/operations'],
      ['mail', '/mail'],
      ['audit', '/audit'],
    ] as const) {
      await page.goto(`/customers/${customer.id}${tail}`)
      await settled(page)
      const shown = page.getByRole('button', { name: 'Show steps', ...button })
      if (name === 'hosting' && (await shown.isVisible())) await shown.click()
      await page.waitForTimeout(400)
      await picture(page, `customer-${account}-${name}`, keep ? (documentedTabs[name] ?? {}) : {})
    }
  }
})

test('dialogs about a customer and an account', async ({ staff: page, seeded }) => {
  const wanted = { account: 'active', operation: 'succeeded', kind: 'create' }
  const customer = await findCustomer(page.request, seeded, wanted)
  await page.goto(`/customers/${customer?.id}/hosting`)
  await settled(page)
  await page.getByRole('button', { name: 'Show usage', ...button }).click()
  await page.getByText('Storage used').waitFor()
  await picture(page, 'customer-usage')
  for (const opener of ['Edit', 'Set Password', 'Suspend', 'Terminate', 'Provision Account']) {
    await page.getByRole('button', { name: opener, ...button }).click()
    await page.getByRole('dialog').waitFor()
    await page.waitForTimeout(500)
    await picture(page, `asked-${opener.toLowerCase().replace(' ', '-')}`)
    if (opener === 'Set Password') {
      await page.getByText('Send a link').click()
      await page.getByRole('button', { name: 'Create link', ...button }).click()
      await page.getByRole('textbox', { name: 'Single-use link' }).waitFor()
      await picture(page, 'asked-set-password-by-link')
    }
    await page.keyboard.press('Escape')
  }
})

test('the customer area', async ({ staff, browser, seeded }) => {
  for (const [account, operation, kind] of fates) {
    const customer = await findCustomer(staff.request, seeded, { account, operation, kind })
    if (!customer) continue
    const page = await browser.newPage({ baseURL: seeded.url })
    await signIn(page.request, seeded.url, { email: customer.email, password: seeded.password })
    await page.goto('/portal')
    await settled(page)
    await picture(page, `portal-${account}`, account === 'active' ? { 'phone-light': 'portal-phone' } : {})
    await page.close()
  }
})

test('a new customer', async ({ staff: page }) => {
  await page.goto('/customers/new')
  const form = dialog(page, 'Add Customer')
  await form.waitFor()
  await picture(page, 'add-customer-empty')
  await form.getByRole('button', { name: 'Create Customer', ...button }).click()
  await form.getByText('Email is required.').waitFor()
  await picture(page, 'add-customer-errors')
  await field(form, 'Email').fill('john@example.com')
  await field(form, 'Full Name').fill('John Backus')
  await field(form, 'Company Name').fill('Watson Laboratory')
  await field(form, 'Also provision NextPanel hosting account').check()
  await page.waitForTimeout(1_000)
  await field(form, 'Password').fill('a long login, 47 trees')
  await field(form, 'Hosting Password').fill('another for hosting, 12 lakes')
  await expect(form.getByText('Strong', { exact: true })).toHaveCount(2)
  await form.evaluate((element) => {
    for (const part of element.querySelectorAll('*')) part.scrollTop = 0
  })
  await picture(page, 'add-customer', {
    'tall-light': 'add-customer',
    'tall-dark': 'add-customer-dark',
    'phone-light': 'add-customer-phone',
  })
  await form.getByRole('button', { name: 'Create & Provision', ...button }).click()
  await page
    .getByText(/NextPanel User ID: \S+$/)
    .first()
    .waitFor({ timeout: 30_000 })
  await picture(page, 'outcome-success')
  await page.goto('/customers')
  await settled(page)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('john')
  await page.waitForTimeout(800)
  await picture(page, 'palette')
})

test('a pasted list and its credentials', async ({ staff: page }) => {
  await page.goto('/customers/new')
  const form = dialog(page, 'Add Customer')
  await form.getByRole('button', { name: 'Paste a list', ...button }).click()
  await picture(page, 'pasted-list-empty')
  const lines = [
    'Edsger Dijkstra <edsger@example.com>',
    'Frances Allen <frances@example.com>',
    'not an email',
  ]
  await form.getByRole('textbox').first().fill(lines.join('\n'))
  await page.waitForTimeout(1_500)
  await picture(page, 'pasted-list', { 'tall-light': 'pasted-list' })
  await form.getByRole('textbox').first().fill(lines.slice(0, 2).join('\n'))
  await form.getByRole('button', { name: /^Create 2/ }).click()
  await page.waitForTimeout(4_000)
  await picture(page, 'pasted-list-done')
  await page.keyboard.press('Escape')
  const tray = page.getByRole('region', { name: 'Credentials', exact: true })
  await tray.waitFor()
  await page.waitForTimeout(2_000)
  await picture(page, 'hand-over-tray', { 'wide-light': 'credentials' })
})

test('dialogs of the team, servers and help', async ({ staff: page }) => {
  for (const [path, opener, name] of [
    ['/team', 'Invite', 'team-invite'],
    ['/team', 'Require for all staff', 'team-require'],
    ['/server', 'Add Server', 'server-add'],
    ['/server', 'Pause everything', 'server-pause'],
  ] as const) {
    await page.goto(path)
    await settled(page)
    await page.getByRole('button', { name: opener, ...button }).click()
    await page.getByRole('dialog').waitFor()
    await page.waitForTimeout(500)
    await picture(page, name)
    await page.keyboard.press('Escape')
  }
  await page.goto('/customers')
  await settled(page)
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await picture(page, 'keys-help')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Your account' }).click()
  await picture(page, 'account-menu')
})

test('customers, and bulk actions', async ({ staff: page }) => {
  await page.goto('/customers?hosting=some')
  await settled(page)
  for (const position of [0, 1, 3, 4, 6])
    await page
      .getByRole('checkbox', { name: /^Select / })
      .nth(position + 1)
      .check()
  await picture(page, 'customers-selected')
  await page.getByRole('button', { name: 'Suspend hosting', ...button }).click()
  await picture(page, 'bulk-asked')
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: 'Review', ...button }).click()
  await form.getByText(/will be suspended\.$/).waitFor()
  await picture(page, 'bulk-reviewed', { 'wide-light': 'bulk-review' })
  await form.getByRole('button', { name: 'Suspend hosting', ...button }).click()
  await page.getByText('Finished', { exact: true }).waitFor({ timeout: 60_000 })
  await picture(page, 'bulk-ended', { 'wide-light': 'bulk-action' })
  await page.goto('/bulk-actions')
  await settled(page)
  await picture(page, 'bulk-actions')
  await page.goto('/server')
  await page.getByRole('button', { name: 'Set the mode of several', ...button }).click()
  await picture(page, 'server-modes')
})
