import type { Page } from '@playwright/test'
import {
  createAndProvision,
  createCustomer,
  createWithHosting,
  dialog,
  expectServerChosen,
  field,
  fillCustomer,
  fillHosting,
  openAddCustomer,
  openHostingTab,
  shownPanelUserId,
  textOf,
} from '../steps/add-customer.ts'
import { checkLedger } from '../steps/ledger.ts'
import { newPerson, type Person } from '../steps/people.ts'
import type { Panel } from '../system/panel-types.ts'
import { expect, faultsOf, test } from '../system/test.ts'

// S12
const provisioned = /^Hosting account provisioned successfully! NextPanel User ID: (\S+)$/

async function provision(page: Page, person: Person, change: { username?: string; email?: string } = {}) {
  await page.getByRole('button', { name: 'Provision Account', exact: true }).click()
  const form = dialog(page, 'Provision hosting account')
  if (change.username) await field(form, 'Hosting Username').fill(change.username)
  await field(form, 'Hosting Password').fill(person.hostingPassword)
  if (change.email) await field(form, 'Hosting Email').fill(change.email)
  await expectServerChosen(form)
  await form.getByRole('button', { name: 'Provision Account', exact: true }).click()
  return form
}

async function createWithTakenUsername(page: Page, panel: Panel, person: Person): Promise<string> {
  const stranger = newPerson('Mallory')
  await panel.occupy(stranger)
  const form = await openAddCustomer(page)
  await fillCustomer(form, person)
  await fillHosting(form, person, stranger.username)
  await createAndProvision(form)
  await expect(page.getByText(/^Customer created, but provisioning failed:/)).toBeVisible({ timeout: 15_000 })
  return stranger.username
}

test('a customer without hosting gets an account', async ({ page, panel }) => {
  const person = newPerson()
  await createCustomer(page, person)
  await openHostingTab(page, person)
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}\/hosting$/)
  await expect(textOf(page, 'No hosting yet.')).toBeVisible()
  await provision(page, person)
  const id = await shownPanelUserId(page, provisioned)
  await checkLedger(panel, person.username, id)
  await expect(page.getByRole('heading', { name: person.username })).toBeVisible()

  await page.reload()
  await expect(textOf(page, `NextPanel User ID: ${id}`)).toBeVisible()
})

test('a customer whose provisioning failed gets another account', async ({ page, panel }) => {
  const person = newPerson()
  const taken = await createWithTakenUsername(page, panel, person)
  await openHostingTab(page, person)
  await expect(page.getByRole('heading', { name: taken })).toBeVisible()
  await provision(page, person, { username: person.username })
  await checkLedger(panel, person.username, await shownPanelUserId(page, provisioned))
})

test('a failed account is retried with the suggested free username, or another one', async ({
  page,
  panel,
}) => {
  const person = newPerson()
  const taken = await createWithTakenUsername(page, panel, person)
  await openHostingTab(page, person)
  await page.getByRole('button', { name: /^Use / }).click()
  const form = dialog(page, 'Use another username')
  await expect(field(form, 'Hosting Username')).not.toHaveValue(taken)
  await field(form, 'Hosting Username').fill(person.username)
  await form.getByRole('button', { name: 'Use this username', exact: true }).click()
  await expect(form).toBeHidden({ timeout: 15_000 })
  await expect(page.getByRole('heading', { name: person.username })).toBeVisible()
  await checkLedger(panel, person.username, await shownPanelUserId(page, /^NextPanel User ID: (\S+)$/))
})

test('a second account on the same panel requires a different email', async ({ page, panel }) => {
  const person = newPerson()
  const firstId = await createWithHosting(page, person)
  await openHostingTab(page, person)
  const second = newPerson()
  const form = await provision(page, person, { username: second.username })
  await expect(field(form, 'Hosting Email')).toHaveAttribute('aria-invalid', 'true')
  await expect(field(form, 'Hosting Email')).toBeFocused()
  await expect(field(form, 'Hosting Username')).toHaveValue(second.username)

  await field(form, 'Hosting Email').fill(second.email)
  await form.getByRole('button', { name: 'Provision Account', exact: true }).click()
  const secondId = await shownPanelUserId(page, provisioned)
  expect(secondId).not.toBe(firstId)
  await checkLedger(panel, person.username, firstId)
  await checkLedger(panel, second.username, secondId)
  await expect(page.getByText(/^NextPanel User ID: \S+$/)).toHaveCount(2)
})

test('staff retry an operation of a busy panel at once', async ({ page, panel }) => {
  const faults = faultsOf(panel)
  const person = newPerson()
  await faults.fault({ fault: 'rate-limit', path: 'create', username: person.username, retryAfter: 600 })
  await createCustomer(page, person)
  await openHostingTab(page, person)
  await provision(page, person)
  await expect(textOf(page, 'Provisioning is still under way.')).toBeVisible({ timeout: 15_000 })
  await page.getByRole('button', { name: 'Retry', exact: true }).click()
  await dialog(page, 'Retry provisioning').getByRole('button', { name: 'Retry', exact: true }).click()
  await checkLedger(panel, person.username, await shownPanelUserId(page, /^NextPanel User ID: (\S+)$/))
})
