import type { APIRequestContext, Locator, Page } from '@playwright/test'
import {
  createAndProvision,
  dialog,
  expectServerChosen,
  field,
  fillCustomer,
  fillHosting,
  openAddCustomer,
  shownPanelUserId,
} from '../steps/add-customer.ts'
import { checkAbsent, checkLedger } from '../steps/ledger.ts'
import { expectAccessible } from '../steps/page-checks.ts'
import { newPerson } from '../steps/people.ts'
import { sellOnePlan } from '../steps/plans.ts'
import type { Billing } from '../system/billing.ts'
import type { Panel } from '../system/panel-types.ts'
import { addServerByApi } from '../system/server-by-api.ts'
import { expect, test } from '../system/test.ts'

test.use({ world: 'own' })
test.describe.configure({ timeout: 120_000 })

const invoiceNumber = /^INV-\d{4}-00001$/

/** A server with the tag of the plan, and a plan with a package of the panel. */
async function prepare(request: APIRequestContext, billing: Billing, panel: Panel): Promise<void> {
  const id = await addServerByApi(request, billing.url, panel, { name: 'Production Server', capacity: 100 })
  const tagged = await request.patch(`${billing.url}/api/v1/servers/${id}`, { data: { tags: ['ssd'] } })
  expect(tagged.status(), await tagged.text()).toBe(200)
  await sellOnePlan(request, { name: 'Business Hosting', packageId: 2, serverTags: ['ssd'] })
}

/** 12.50 + 9.90 = 22.40 net, VAT 4.26. */
async function expectFirstInvoice(page: Page, status: string): Promise<void> {
  await expect(page.getByRole('heading', { name: /^Invoice INV-\d{4}-00001$/, level: 1 })).toBeVisible()
  await expect(page.getByText('€22.40', { exact: true })).toBeVisible()
  await expect(page.getByText('€4.26', { exact: true })).toBeVisible()
  await expect(page.getByText('€26.66', { exact: true }).first()).toBeVisible()
  await expect(page.getByText(status, { exact: true }).first()).toBeVisible()
}

test('a plan is sold with hosting in one step', async ({ page, billing, panel, context }) => {
  await prepare(context.request, billing, panel)
  const person = newPerson()
  const form = await openAddCustomer(page)
  await expect(field(form, 'Plan')).toHaveValue('')
  await fillCustomer(form, person)
  await fillHosting(form, person)
  await field(form, 'Plan').selectOption('Business Hosting')
  await field(form, 'Price').selectOption('€12.50 per month, setup fee €9.90')
  await expect(
    form.getByText('The first invoice is issued now: €12.50 and a setup fee of €9.90, plus tax.'),
  ).toBeVisible()
  await expect(form.getByRole('radio', { name: 'Now', exact: true })).toBeChecked()
  await expectServerChosen(form)
  await expectAccessible(page, 'Add Customer with a plan')
  await createAndProvision(form)

  const panelUserId = await shownPanelUserId(
    page,
    /^Customer created and hosting account provisioned successfully! NextPanel User ID: (\S+)$/,
  )
  await checkLedger(panel, person.username, panelUserId)
  const tray = page.getByRole('region', { name: 'Credentials' })
  await expect(tray.getByText(/^€26\.66 due on /)).toBeVisible()
  await tray.getByRole('link', { name: invoiceNumber }).click()
  await expectFirstInvoice(page, 'Open')
  await page.getByRole('link', { name: person.fullName }).first().click()
  await expect(page.getByRole('link', { name: 'Business Hosting' })).toBeVisible()
  await page.getByRole('tab', { name: 'Hosting', exact: true }).click()
  await expect(page.getByText(person.username, { exact: true }).first()).toBeVisible()
  await expect(page.getByText('Active', { exact: true }).first()).toBeVisible()
})

/** Presses Tab until the control has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

test('hosting waits for the payment that staff record, without a mouse', async ({
  page,
  billing,
  panel,
  context,
}) => {
  await prepare(context.request, billing, panel)
  const person = newPerson('Grace Hopper')
  await page.goto('/customers')
  await page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor()
  await page.keyboard.press('c')
  const form = dialog(page, 'Add Customer')
  await expect(field(form, 'Email')).toBeFocused()
  await page.keyboard.type(person.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(person.fullName)
  await tabTo(page, field(form, 'Also provision NextPanel hosting account'))
  await page.keyboard.press('Space')
  await expect(field(form, 'Hosting Username')).toHaveValue(person.username)
  await tabTo(page, field(form, 'Plan'))
  await page.keyboard.type('Bus')
  await expect(field(form, 'Plan')).toHaveValue(/./)
  await tabTo(page, field(form, 'Price'))
  await page.keyboard.press('End')
  await expect(form.getByText(/^The first invoice is issued now: €125\.00/)).toBeVisible()
  await page.keyboard.press('Home')
  await expect(form.getByText(/^The first invoice is issued now: €12\.50/)).toBeVisible()
  await tabTo(page, form.getByRole('radio', { name: 'Now', exact: true }))
  await page.keyboard.press('ArrowDown')
  await expect(form.getByRole('radio', { name: /^After the first invoice is paid/ })).toBeChecked()
  await page.keyboard.press('Control+Enter')

  await expect(page.getByText('Customer created successfully!', { exact: true })).toBeVisible()
  const tray = page.getByRole('region', { name: 'Credentials' })
  await expect(tray.getByText(/Hosting is created after this invoice is paid\./)).toBeVisible()
  const link = tray.getByRole('link', { name: invoiceNumber })
  await tabTo(page, link)
  await page.keyboard.press('Enter')
  await expectFirstInvoice(page, 'Open')
  await checkAbsent(panel, person.username)

  await tabTo(page, page.getByRole('link', { name: person.fullName }).first())
  await page.keyboard.press('Enter')
  await expect(page.getByText('Pending', { exact: true })).toBeVisible()
  await tabTo(page, page.getByRole('link', { name: invoiceNumber }).first())
  await page.keyboard.press('Enter')
  await expectFirstInvoice(page, 'Open')
  await tabTo(page, page.getByRole('button', { name: 'Record payment', exact: true }))
  await page.keyboard.press('Enter')
  const payment = page.getByRole('dialog')
  await expect(payment.getByLabel('Amount (EUR)')).toHaveValue('26.66')
  await expect(payment.getByLabel('Received on')).toHaveValue(/./)
  await page.keyboard.press('Control+Enter')
  await expectFirstInvoice(page, 'Paid')

  await tabTo(page, page.getByRole('link', { name: person.fullName }).first())
  await page.keyboard.press('Enter')
  // The next tick of the server begins the subscription.
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('link', { name: 'Business Hosting' })).toBeVisible()
    await expect(page.getByText('Pending', { exact: true })).toBeHidden({ timeout: 1000 })
  }).toPass()
  await tabTo(page, page.getByRole('tab', { name: 'Billing', exact: true }))
  await page.keyboard.press('Home')
  await expect(page.getByRole('tab', { name: 'Overview', exact: true })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Hosting', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  const account = page.getByRole('listitem').filter({ hasText: person.username })
  await expect(account.getByText('Active', { exact: true }).first()).toBeVisible({ timeout: 15_000 })
  await checkLedger(panel, person.username, await shownPanelUserId(page, /^NextPanel User ID:? (\S+)$/))
})
