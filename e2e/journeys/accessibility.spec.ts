import type { Page } from '@playwright/test'
import {
  dialog,
  expectServerChosen,
  field,
  fillHosting,
  openAddCustomer,
  textOf,
} from '../steps/add-customer.ts'
import { expectAccessible } from '../steps/page-checks.ts'
import { newPerson } from '../steps/people.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { fillServer, openAddServer, serverRows } from '../steps/servers.ts'
import { signIn } from '../system/billing.ts'
import { expect, test } from '../system/test.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })
// Every page in both themes.
test.describe.configure({ timeout: 420_000 })

const heading = (page: Page, name: string) =>
  expect(page.getByRole('heading', { name, level: 1, exact: true })).toBeVisible()

test.describe('without any data', () => {
  test.use({ world: 'own' })

  test('empty pages', async ({ page, context }) => {
    for (const [path, name] of [
      ['/', 'Home'],
      ['/customers', 'Customers'],
      ['/server', 'Server'],
      ['/operations', 'Operations'],
      ['/products', 'Products'],
      ['/dunning', 'Dunning'],
      ['/products/coupons', 'Products'],
      ['/settings/billing/taxes', 'Billing settings'],
    ] as const) {
      await page.goto(path)
      await heading(page, name)
      await expect(page.getByText(/^(No |Get started$)/).first()).toBeVisible()
      await expectAccessible(page, `empty ${path}`)
    }
    const form = await openAddCustomer(page)
    await field(form, 'Also provision NextPanel hosting account').check()
    await expect(form.getByText(/Add a server first/)).toBeVisible()
    await expectAccessible(page, 'Add Customer without servers')
    await page.goto('/no/such/page')
    await heading(page, 'Page not found')
    await expectAccessible(page, 'no such page')
    await context.clearCookies()
    await page.goto('/login')
    await heading(page, 'Sign in')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expectAccessible(page, 'sign-in with errors')
    await page.goto('/setup')
    await heading(page, 'Already set up')
    await expectAccessible(page, 'set up already')
  })
})

test('forms with errors, servers and a connection test', async ({ page, panel }) => {
  const form = await openAddCustomer(page)
  await field(form, 'Also provision NextPanel hosting account').check()
  await expectServerChosen(form)
  await form.getByRole('button', { name: 'Create & Provision', exact: true }).click()
  await expect(field(form, 'Email')).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page, 'Add Customer with errors')

  const server = await openAddServer(page)
  await fillServer(server, { ...panel, apiSecret: 'nps_wrong_secret', name: 'Wrong', capacity: 5 })
  await server.getByRole('button', { name: 'Test Connection', exact: true }).click()
  await expect(server.getByText(/^Connection failed at/)).toBeVisible({ timeout: 15_000 })
  await expectAccessible(page, 'Add a server with a failed test')
  await page.goto('/server')
  const card = serverRows(page, 'Production Server')
  await card.getByRole('button', { name: 'Test Connection', exact: true }).click()
  await expect(card.getByText('Connection test passed.')).toBeVisible({ timeout: 15_000 })
  await expectAccessible(page, 'Server')
  await card.getByRole('link', { name: 'Production Server' }).click()
  await expect(page.getByRole('figure', { name: 'Health of Production Server' })).toBeVisible()
  await page.getByText('Recent checks').click()
  await expect(page.getByText(/^Manual, took/).first()).toBeVisible()
  await expectAccessible(page, "A server's own page")
  await page.getByRole('button', { name: 'Table' }).click()
  await page.getByRole('button', { name: 'Rotate key' }).click()
  await expectAccessible(page, 'Rotate the key')
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Reconciliation' }).click()
  await page.getByRole('button', { name: 'Reconcile now' }).click()
  await expect(
    page.getByText(/^(NextPanel matches our records\.|Only in NextPanel|Missing in NextPanel)$/).first(),
  ).toBeVisible()
  await expectAccessible(page, 'Reconciliation')
})

test('customers, hosting, operations and the customer area', async ({ page, panel, context, billing }) => {
  const scene = { request: context.request, billing }
  const taken = newPerson('Mallory')
  await panel.occupy(taken)
  const person = newPerson()
  const form = await openAddCustomer(page)
  await field(form, 'Email').fill(person.email)
  await field(form, 'Full Name').fill(person.fullName)
  await field(form, 'Password').fill(person.password)
  await fillHosting(form, person, taken.username)
  await form.getByRole('button', { name: 'Create & Provision', exact: true }).click()
  await expect(page.getByText(/^Customer created, but provisioning failed/)).toBeVisible({ timeout: 15_000 })
  await placeCustomer(scene, { isActive: false })
  await expectAccessible(page, 'Customers after a partial success')
  await page.goto('/')
  await expect(page.getByRole('button', { name: /^Use / }).first()).toBeVisible()
  await expectAccessible(page, 'Home')
  await page.goto('/operations?tab=needs-person')
  await page.getByRole('checkbox', { name: 'Select all shown' }).check()
  await expectAccessible(page, 'Operations that need action, selected')

  await page.goto('/customers')
  await page
    .getByRole('row')
    .filter({ hasText: person.email })
    .getByRole('link', { name: /^View details of/ })
    .click()
  await heading(page, person.fullName)
  await expectAccessible(page, 'Customer, Overview')
  await page.getByRole('tab', { name: 'Hosting', exact: true }).click()
  await page.getByRole('button', { name: /^Adopt account / }).click()
  await expect(page.getByRole('table', { name: 'Comparison' })).toBeVisible()
  await expectAccessible(page, 'Adopt an account')
  await page.keyboard.press('Escape')
  await page
    .getByRole('button', { name: /^More actions for / })
    .last()
    .click()
  await expectAccessible(page, 'Menu of an account')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Use / }).click()
  const rename = dialog(page, 'Use another username')
  await expect(field(rename, 'NextPanel Server')).toBeEnabled()
  await expectAccessible(page, 'Use another username')
  await field(rename, 'Hosting Username').fill(person.username)
  await rename.getByRole('button', { name: 'Use this username', exact: true }).click()
  await expect(page.getByText(/^NextPanel User ID: /)).toBeVisible({ timeout: 15_000 })
  await page.getByRole('button', { name: 'Show usage' }).first().click()
  await expect(page.getByText('Storage used')).toBeVisible()
  await expectAccessible(page, 'Customer, Hosting')
  for (const action of ['Suspend', 'Terminate']) {
    await page.getByRole('button', { name: action, exact: true }).first().click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page, action)
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel', exact: true }).click()
  }
  await page.getByRole('link', { name: 'Timeline' }).first().click()
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible()
  await page
    .getByText(/^Attempt \d/)
    .first()
    .click()
  await page.getByText('Technical details').locator('visible=true').first().click()
  await expectAccessible(page, 'Operation')
  await page.goto('/operations')
  await expect(page.getByText(person.username).first()).toBeVisible()
  await expectAccessible(page, 'Operations')
  await page.getByRole('button', { name: 'Theme' }).click()
  await expectAccessible(page, 'Theme menu')

  await context.clearCookies()
  await signIn(context.request, billing.url, person)
  await page.goto('/portal')
  await expect(page.getByRole('heading', { name: person.username })).toBeVisible()
  await expectAccessible(page, 'customer area')
})

test('many customers at once, and the tabs of one', async ({ page, context, billing }) => {
  const { customerId } = await placeCustomer({ request: context.request, billing })
  await page.goto('/customers')
  await page.getByRole('checkbox', { name: 'Select all shown' }).check()
  await page.getByRole('button', { name: 'Suspend hosting', exact: true }).click()
  await expectAccessible(page, 'many customers at once')
  await page.keyboard.press('Escape')
  await page.goto(`/customers/${customerId}/operations`)
  await expect(textOf(page, 'No operations yet.')).toBeVisible()
  await expectAccessible(page, 'Customer, Operations')
  await page.getByRole('tab', { name: 'Audit', exact: true }).click()
  await expect(page.getByText('Created the customer')).toBeVisible()
  await expectAccessible(page, 'Customer, Audit')
  await page.getByRole('button', { name: 'Set Password', exact: true }).click()
  await expectAccessible(page, 'Set a new password')
})

test('set-password links that do not open', async ({ page }) => {
  await page.goto('/set-password')
  await heading(page, 'Set your password')
  await expect(page.getByText(/^The link is incomplete/)).toBeVisible()
  await expectAccessible(page, 'set-password without its token')
  await page.goto('/')
  await page.goto('/set-password#used')
  await expect(page.getByRole('alert')).toContainText('already used')
  await expectAccessible(page, 'set-password with a used link')
})

test('a manually chosen theme is kept', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/server')
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const light = await background()
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect.poll(background).not.toBe(light)
  const dark = await background()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Server', level: 1 })).toBeVisible()
  expect(await background()).toBe(dark)
})
