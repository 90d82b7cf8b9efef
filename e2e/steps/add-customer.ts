import { expect, type Locator, type Page } from '@playwright/test'
import type { Person } from './people.ts'

export const dialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name, exact: true })
export const field = (within: Locator | Page, label: string): Locator =>
  within.getByLabel(label, { exact: true })

/** Opens the Add Customer form from any page. */
export async function openAddCustomer(page: Page): Promise<Locator> {
  await page.goto('/customers')
  await page.getByRole('button', { name: 'Add Customer', exact: true }).click()
  const form = dialog(page, 'Add Customer')
  await expect(form).toBeVisible()
  return form
}

export async function fillCustomer(form: Locator, person: Person): Promise<void> {
  await field(form, 'Email').fill(person.email)
  await field(form, 'Full Name').fill(person.fullName)
  if (person.companyName) await field(form, 'Company Name').fill(person.companyName)
  await field(form, 'Password').fill(person.password)
}

/**
 * Selects the box and fills the fields that it reveals. Uses the suggested username, unless another is given.
 */
export async function fillHosting(form: Locator, person: Person, username?: string): Promise<void> {
  await field(form, 'Also provision NextPanel hosting account').check()
  await expect(field(form, 'Hosting Username')).toHaveValue(person.username)
  if (username !== undefined) await field(form, 'Hosting Username').fill(username)
  await field(form, 'Hosting Password').fill(person.hostingPassword)
  await expectServerChosen(form)
}

/** The recommended server stands in the closed list. */
export const expectServerChosen = (form: Locator) =>
  expect(field(form, 'NextPanel Server')).toHaveText(/\(\d+\/\d+.*\)/)

export const createAndProvision = (form: Locator) =>
  form.getByRole('button', { name: 'Create & Provision', exact: true }).click()

/** Completes the form without hosting. */
export async function createCustomer(page: Page, person: Person): Promise<void> {
  const form = await openAddCustomer(page)
  await fillCustomer(form, person)
  await form.getByRole('button', { name: 'Create Customer', exact: true }).click()
  await expect(textOf(page, 'Customer created successfully!')).toBeVisible()
}

/** Completes the form with hosting. Returns the NextPanel User ID that the page shows. */
export async function createWithHosting(page: Page, person: Person): Promise<string> {
  const form = await openAddCustomer(page)
  await fillCustomer(form, person)
  await fillHosting(form, person)
  await createAndProvision(form)
  return shownPanelUserId(
    page,
    /^Customer created and hosting account provisioned successfully! NextPanel User ID: (\S+)$/,
  )
}

/** A whole sentence on the page. */
export const textOf = (page: Page | Locator, sentence: string) => page.getByText(sentence, { exact: true })

export async function shownPanelUserId(page: Page, sentence: RegExp): Promise<string> {
  const shown = page.getByText(sentence)
  await expect(shown).toBeVisible({ timeout: 15_000 })
  return (await shown.innerText()).match(sentence)?.[1] ?? ''
}

/** The customer's row in the list, found by search. */
export async function findRow(page: Page, person: Pick<Person, 'email'>): Promise<Locator> {
  await page.goto('/customers')
  await page.getByRole('searchbox', { name: 'Search customers' }).fill(person.email)
  const row = page.getByRole('row').filter({ hasText: person.email })
  await expect(row).toHaveCount(1)
  return row
}

/** Opens the Hosting tab with the eye icon. */
export async function openHostingTab(page: Page, person: Pick<Person, 'email'>): Promise<void> {
  const row = await findRow(page, person)
  await row.getByRole('link', { name: /^View details of/ }).click()
  await page.getByRole('tab', { name: 'Hosting', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Provision Account', exact: true })).toBeVisible()
}
