import {
  createCustomer,
  dialog,
  field,
  fillCustomer,
  fillHosting,
  openAddCustomer,
  textOf,
} from '../steps/add-customer.ts'
import { expectNoSidewaysScroll } from '../steps/layout.ts'
import { newPerson } from '../steps/people.ts'
import { signInByForm, signOut } from '../steps/session.ts'
import { expect, faultsOf, test } from '../system/test.ts'

test('C opens the form on any page, Escape closes it, and the command palette finds pages and customers', async ({
  page,
}) => {
  const person = newPerson('Radia Perlman')
  await createCustomer(page, person)
  await page.goto('/operations')
  await expect(page.getByRole('heading', { name: 'Operations', level: 1 })).toBeVisible()
  await page.keyboard.press('c')
  await expect(field(dialog(page, 'Add Customer'), 'Email')).toBeFocused()
  await expect(page).toHaveURL(/\/customers\/new$/)
  await page.keyboard.type('c')
  await expect(field(dialog(page, 'Add Customer'), 'Email')).toHaveValue('c')
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/operations$/)

  await page.keyboard.press('Control+k')
  const palette = dialog(page, 'Command palette')
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type(person.email)
  await expect(palette.getByRole('option', { name: /Radia Perlman/ })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Radia Perlman', level: 1 })).toBeVisible()

  await page.getByRole('button', { name: 'Search or run a command' }).click()
  await page.keyboard.type('production')
  await expect(palette.getByRole('option', { name: /^Production Server \(\d+\/100/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Search or run a command' })).toBeFocused()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('add')
  await page.keyboard.press('Enter')
  await expect(field(dialog(page, 'Add Customer'), 'Email')).toBeFocused()
})

test('a reload keeps the draft without passwords and the hosting option; Cancel discards it', async ({
  page,
}) => {
  const person = newPerson()
  const form = await openAddCustomer(page)
  await fillCustomer(form, { ...person, companyName: 'Analytical Engines' })
  await field(form, 'Active').uncheck()
  await fillHosting(form, person)
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))
  expect(kept).toContain(person.email)
  expect(kept).not.toContain(person.password)
  expect(kept).not.toContain(person.hostingPassword)

  await page.reload()
  await expect(field(form, 'Email')).toHaveValue(person.email)
  await expect(field(form, 'Full Name')).toHaveValue(person.fullName)
  await expect(field(form, 'Company Name')).toHaveValue('Analytical Engines')
  await expect(field(form, 'Active')).not.toBeChecked()
  await expect(field(form, 'Password')).toHaveValue('')
  await expect(field(form, 'Also provision NextPanel hosting account')).not.toBeChecked()
  await form.getByRole('button', { name: 'Clear' }).click()
  await expect(field(form, 'Email')).toHaveValue('')
  await expect(field(form, 'Email')).toBeFocused()
})

test('a field shows server-side errors when it loses the focus; Ctrl+Enter submits; the choice of the server is explained', async ({
  page,
}) => {
  const there = newPerson('Evelyn Berezin')
  await createCustomer(page, there)
  const person = newPerson()
  const form = await openAddCustomer(page)
  await field(form, 'Email').fill(there.email)
  await field(form, 'Full Name').fill('evelyn berezin')
  await field(form, 'Company Name').focus()
  await expect(field(form, 'Email')).toHaveAccessibleDescription(/already in use by a customer/)
  await expect(form.getByText(/^A customer named Evelyn Berezin already exists/)).toBeVisible()
  await field(form, 'Email').fill('not an address')
  await field(form, 'Full Name').focus()
  await expect(textOf(form, 'Email is not a valid address. Write it like name@example.com.')).toBeVisible()

  await field(form, 'Email').fill(person.email)
  await field(form, 'Password').fill('password1')
  await expect(form.getByText('Very weak')).toBeVisible()
  await field(form, 'Password').fill(person.password)
  await fillHosting(form, person)
  await expect(field(form, 'NextPanel Server')).toHaveAccessibleDescription(
    /^Recommended: least used, [\d.]+% full$/,
  )
  await expect(field(form, 'Hosting Username')).toHaveAccessibleDescription(/^Suggested from the email/)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/NextPanel User ID: \S+$/)).toBeVisible({ timeout: 15_000 })
})

test('the dialog can be closed during provisioning, and both credentials are copied as text', async ({
  page,
  panel,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const person = newPerson()
  await faultsOf(panel).fault({ fault: 'hang', path: 'create', username: person.username })
  const form = await openAddCustomer(page)
  await fillCustomer(form, person)
  await fillHosting(form, person)
  await form.getByRole('button', { name: 'Create & Provision', exact: true }).click()
  await expect(form.getByRole('region', { name: 'Progress' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(form).toBeHidden()
  await expect(textOf(page, 'Customer created. Provisioning is still under way.')).toBeVisible()
  await page.getByRole('button', { name: 'Copy both credentials' }).click()
  await expect(textOf(page, 'Credentials copied.')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  for (const part of [person.email, person.password, person.username, person.hostingPassword])
    expect(copied).toContain(part)
})

test('a set-password link replaces the password: it is sent, used once, and the customer then signs in', async ({
  page,
}) => {
  const person = newPerson()
  const form = await openAddCustomer(page)
  await field(form, 'Email').fill(person.email)
  await field(form, 'Full Name').fill(person.fullName)
  await form.getByRole('button', { name: 'Send a set-password link instead' }).click()
  await expect(field(form, 'Password')).toBeHidden()
  await form.getByRole('button', { name: 'Create Customer', exact: true }).click()
  await expect(textOf(page, 'Customer created successfully!')).toBeVisible()
  const link = await page.getByText(/\/set-password#\S+$/).innerText()
  await signOut(page)

  await page.goto(link)
  await expect(page.getByText(person.email)).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
  await field(page, 'Password').fill('short')
  await page.getByRole('button', { name: 'Set Password', exact: true }).click()
  await expect(textOf(page, 'Password needs at least 8 characters.')).toBeVisible()
  await field(page, 'Password').fill(person.password)
  await page.getByRole('button', { name: 'Set Password', exact: true }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await signInByForm(page, person)
  await expect(page).toHaveURL(/\/portal$/)

  await page.goto('/login')
  await page.goto(link)
  await expect(page.getByRole('alert')).toContainText('already used')
})
