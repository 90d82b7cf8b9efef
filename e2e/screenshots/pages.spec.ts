import type { Page } from '@playwright/test'
import {
  createAndProvision,
  dialog,
  field,
  fillCustomer,
  openAddCustomer,
  openHostingTab,
} from '../steps/add-customer.ts'
import type { Person } from '../steps/people.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { closedAddress, fillServer, openAddServer, serverCard } from '../steps/servers.ts'
import { signIn } from '../system/billing.ts'
import { addServerByApi } from '../system/server-by-api.ts'
import { expect, faultsOf, test } from '../system/test.ts'
import { picture } from './camera.ts'
import { people } from './customers-of-the-pictures.ts'

test.use({ world: 'own' })

const box = 'Also provision NextPanel hosting account'

async function fillAll(page: Page, person: Person, username = person.username) {
  const form = await openAddCustomer(page)
  await fillCustomer(form, person)
  await field(form, box).check()
  await field(form, 'Hosting Username').fill(username)
  await field(form, 'Hosting Password').fill(person.hostingPassword)
  await expect(field(form, 'NextPanel Server')).not.toHaveValue('')
  return form
}

test('before anybody did anything', async ({ page, context, billing }) => {
  for (const [path, name] of [
    ['/', 'home'],
    ['/customers', 'customers'],
    ['/server', 'server'],
    ['/operations', 'operations'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByText(/^(No |Nothing )/).first()).toBeVisible()
    await picture(page, `${name}-empty`)
  }
  const form = await openAddCustomer(page)
  await field(form, box).check()
  await expect(form.getByText(/Add a server first/).first()).toBeVisible()
  await picture(page, 'add-customer-no-servers')
  await page.goto('/no/such/page')
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  await picture(page, 'no-such-page')
  await context.clearCookies()
  await page.goto('/login')
  await expect(page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible()
  await picture(page, 'login')
  await field(page, 'Email').fill('admin@example.com')
  await field(page, 'Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('not right')
  await picture(page, 'login-refused')
  await page.goto(`${billing.url}/setup`)
  await expect(page.getByRole('heading', { name: 'Set up already' })).toBeVisible()
  await picture(page, 'setup-done')
})

test('a hosting company at work', async ({ page, panel, billing, context, browser }) => {
  const faults = faultsOf(panel)
  const scene = { request: context.request, billing }
  const add = async (name: string, capacity: number, location: string, url = panel.url) => {
    const key = await faults.newKey({ name })
    return addServerByApi(scene.request, billing.url, { url, ...key }, { name, capacity, location })
  }
  const production = await add('Production Server', 100, 'Frankfurt')
  const second = await add('Nordic Server', 11, 'Oslo')
  await add('Old Server', 50, 'Paris', await closedAddress())
  const small = await add('Small Server', 1, 'Vienna')
  const [tenant, ...tenants] = people.elsewhere
  await placeCustomer(scene, { person: tenant, serverId: small })
  for (const person of tenants) await placeCustomer(scene, { person, serverId: second })
  for (const person of people.others) await placeCustomer(scene, { person, serverId: production })
  await placeCustomer(scene, { person: people.billingOnly })
  await placeCustomer(scene, { person: people.inactive, isActive: false })

  const form = await fillAll(page, people.typed)
  await picture(page, 'add-customer', {
    'tall-light': 'add-customer',
    'tall-dark': 'add-customer-dark',
    'phone-light': 'add-customer-phone',
  })
  await form.getByRole('textbox', { name: 'Hosting Username' }).scrollIntoViewIfNeeded()
  await field(form, 'NextPanel Server').focus()
  await picture(page, 'add-customer-hosting')
  for (const label of ['Email', 'Full Name', 'Password', 'Hosting Username'])
    await field(form, label).fill('')
  await createAndProvision(form)
  await expect(field(form, 'Email')).toHaveAttribute('aria-invalid', 'true')
  await picture(page, 'add-customer-errors')

  await createAndProvision(await fillAll(page, people.succeeds))
  await expect(page.getByText(/NextPanel User ID: \S+$/)).toBeVisible({ timeout: 15_000 })
  await picture(page, 'outcome-success', { 'wide-light': 'customers' })
  await openHostingTab(page, people.succeeds)
  await expect(page.getByRole('heading', { name: 'grace', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Show usage' }).click()
  await expect(page.getByText('Storage used')).toBeVisible()
  await picture(page, 'customer-hosting')
  await page.getByRole('tab', { name: 'Overview' }).click()
  await expect(page.getByRole('heading', { name: 'Details' })).toBeVisible()
  await picture(page, 'customer-overview')
  await openHostingTab(page, people.billingOnly)
  await picture(page, 'customer-hosting-empty')
  await page.getByRole('button', { name: 'Provision Account', exact: true }).click()
  await expect(field(dialog(page, 'Provision hosting account'), 'NextPanel Server')).not.toHaveValue('')
  await picture(page, 'provision-account')

  await panel.occupy({ username: 'ada', email: 'somebody.else@example.com' })
  await createAndProvision(await fillAll(page, people.fails))
  await expect(page.getByText(/provisioning failed/)).toBeVisible({ timeout: 15_000 })
  await picture(page, 'outcome-partial')
  await openHostingTab(page, people.fails)
  await expect(page.getByRole('button', { name: 'Retry', exact: true })).toBeVisible()
  await picture(page, 'customer-hosting-failed')
  await page.getByRole('button', { name: 'Retry', exact: true }).click()
  await expect(field(dialog(page, 'Try again'), 'NextPanel Server')).toBeEnabled()
  await picture(page, 'try-again')
  await page.goto('/')
  await expect(page.getByText(/already/).first()).toBeVisible()
  await picture(page, 'home')

  await faults.fault({ fault: 'hang', path: 'create', username: people.hangs.username, times: 'always' })
  await createAndProvision(await fillAll(page, people.hangs))
  await expect(page.getByText(/still under way/)).toBeVisible({ timeout: 15_000 })
  await picture(page, 'outcome-under-way')
  await page.getByRole('link', { name: 'Follow the live timeline' }).click()
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await picture(page, 'operation-live')
  await page.waitForTimeout(3000)
  await faults.clearFaults()
  await expect(page.getByRole('status').filter({ hasText: 'Succeeded' })).toBeVisible({ timeout: 20_000 })
  await picture(page, 'operation-succeeded', { 'wide-light': 'timeline' })
  await page.goto('/operations')
  await expect(page.getByText('mary').first()).toBeVisible()
  await picture(page, 'operations')

  await page.goto('/customers')
  await expect(page.getByText('mary@example.com')).toBeVisible()
  await page.evaluate(() => window.scrollTo(0, 0))
  await picture(page, 'customers')
  await page.route('**/api/v1/customers?*', (route) => route.abort())
  await page.goto('/customers')
  await expect(page.getByRole('button', { name: 'Retry', exact: true })).toBeVisible({ timeout: 20_000 })
  await picture(page, 'customers-error')

  await page.goto('/server')
  const card = serverCard(page, 'Production Server')
  await card.getByRole('button', { name: 'Test Connection', exact: true }).click()
  await expect(card.getByText('Connection test passed.')).toBeVisible({ timeout: 15_000 })
  await picture(page, 'server', { 'wide-light': 'server' })
  const weak = await faults.newKey({ level: 'USER' })
  const server = await openAddServer(page)
  await fillServer(server, { url: panel.url, ...weak, name: 'New Server', capacity: 50 })
  await server.getByRole('button', { name: 'Test Connection', exact: true }).click()
  await expect(server.getByText(/^Connection test failed/)).toBeVisible({ timeout: 15_000 })
  await picture(page, 'add-server-failed-test')

  const theirs = await browser.newPage({ baseURL: billing.url })
  await signIn(theirs.request, billing.url, people.succeeds)
  await theirs.goto('/portal')
  await expect(theirs.getByRole('heading', { name: 'grace', exact: true })).toBeVisible()
  await picture(theirs, 'portal', { 'phone-light': 'portal-phone' })
  await theirs.close()
})
