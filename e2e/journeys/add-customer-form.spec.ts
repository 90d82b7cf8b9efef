import {
  createCustomer,
  expectServerChosen,
  field,
  fillCustomer,
  fillHosting,
  openAddCustomer,
  textOf,
} from '../steps/add-customer.ts'
import { newPerson } from '../steps/people.ts'
import { expect, faultsOf, test } from '../system/test.ts'

const box = 'Also provision NextPanel hosting account'

// S3, S4
test('the button names its action, and shows "Creating..." until the outcome', async ({ page, panel }) => {
  const person = newPerson()
  await faultsOf(panel).fault({ fault: 'slow', path: 'create', username: person.username, ms: 1500 })
  const form = await openAddCustomer(page)
  const named = (name: string) => form.getByRole('button', { name, exact: true })
  await expect(named('Create Customer')).toBeVisible()
  await expect(field(form, box)).not.toBeChecked()
  for (const label of ['Hosting Username', 'Hosting Password', 'NextPanel Server'])
    await expect(field(form, label)).toBeHidden()
  await fillCustomer(form, person)
  await fillHosting(form, person)
  await expect(named('Create Customer')).toBeHidden()

  await named('Create & Provision').click()
  await expect(named('Creating...')).toBeVisible()
  await expect(named('Creating...')).toBeDisabled()
  await expect(form.getByRole('region', { name: 'Progress' })).toBeVisible()
  await expect(page.getByText(/NextPanel User ID: \S+$/)).toBeVisible({ timeout: 15_000 })
  await expect(form).toBeHidden()
})

test('a double click creates one customer', async ({ page, panel }) => {
  const person = newPerson()
  let posts = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/v1/customers')) posts += 1
  })
  const form = await openAddCustomer(page)
  await fillCustomer(form, person)
  await fillHosting(form, person)
  await form.getByRole('button', { name: 'Create & Provision', exact: true }).dblclick()
  await expect(page.getByText(/NextPanel User ID: \S+$/)).toBeVisible({ timeout: 15_000 })
  expect(posts).toBe(1)
  await page.getByRole('searchbox', { name: 'Search customers' }).fill(person.email)
  await expect(page).toHaveURL(/search=/)
  await expect(page.getByRole('row').filter({ hasText: person.email })).toHaveCount(1)
  expect(await panel.accountsNamed(person.username)).toHaveLength(1)
})

// S5
test('servers load automatically; a failure shows an error and a retry button', async ({ page }) => {
  let answer = Promise.withResolvers<'fail' | 'continue'>()
  await page.route('**/api/v1/servers', async (route) =>
    (await answer.promise) === 'fail' ? route.abort('connectionfailed') : route.continue(),
  )
  const form = await openAddCustomer(page)
  await expect(textOf(form, 'Loading servers...')).toBeHidden()
  await field(form, box).check()
  await expect(textOf(form, 'Loading servers...')).toBeVisible()
  await expect(field(form, 'NextPanel Server')).toBeDisabled()

  answer.resolve('fail')
  await expect(form.getByText(/^Could not load the servers\./)).toBeVisible()
  await expect(textOf(form, 'Loading servers...')).toBeHidden()

  answer = Promise.withResolvers()
  await form.getByRole('button', { name: 'Retry', exact: true }).click()
  await expect(textOf(form, 'Loading servers...')).toBeVisible()
  answer.resolve('continue')
  await expectServerChosen(form)
  await expect(form.getByText(/^Could not load the servers/)).toBeHidden()
})

// S15
test('the username is suggested from the email until one is typed', async ({ page }) => {
  const form = await openAddCustomer(page)
  await field(form, box).check()
  await field(form, 'Email').fill('john@example.com')
  await expect(field(form, 'Hosting Username')).toHaveValue('john')
  await field(form, 'Email').fill('Jöhn.Doe+x1@example.com')
  await expect(field(form, 'Hosting Username')).toHaveValue('johndoex1')
  await field(form, 'Hosting Username').fill('typed')
  await field(form, 'Email').fill('other@example.com')
  await expect(field(form, 'Hosting Username')).toHaveValue('typed')

  const messages: [string, RegExp][] = [
    ['has space', /no spaces or special characters\.$/],
    ['under_score', /no spaces or special characters\.$/],
    ['1first', /must start with a letter/],
    ['a'.repeat(33), /^Hosting Username can have at most 32 characters\.$/],
  ]
  await field(form, 'Full Name').fill('John')
  for (const [typed, message] of messages) {
    await field(form, 'Hosting Username').fill(typed)
    await form.getByRole('button', { name: 'Create & Provision', exact: true }).click()
    await expect(field(form, 'Hosting Username')).toHaveAttribute('aria-invalid', 'true')
    await expect(form.getByText(message)).toBeVisible()
  }
})

test('each password has its own generator, can be shown, and can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const form = await openAddCustomer(page)
  await field(form, box).check()
  const made: string[] = []
  for (const label of ['Password', 'Hosting Password']) {
    const password = field(form, label)
    const press = (name: string) =>
      form.getByRole('button', { name, description: label, exact: true }).click()
    await expect(password).toHaveAttribute('type', 'password')
    await press('Generate')
    await expect(password).toHaveAttribute('type', 'text')
    const value = await password.inputValue()
    expect(value).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[^a-zA-Z0-9]).{16,}$/)
    made.push(value)
    await press('Hide')
    await expect(password).toHaveAttribute('type', 'password')
    await press('Show')
    await expect(password).toHaveAttribute('type', 'text')
    await press('Copy')
    await expect(textOf(page, 'Copied.').first()).toBeVisible()
    await field(form, 'Full Name').fill('')
    await field(form, 'Full Name').press('Control+V')
    await expect(field(form, 'Full Name')).toHaveValue(value)
  }
  expect(new Set(made).size).toBe(2)
})

test('the form keeps no input after it is closed', async ({ page }) => {
  const person = newPerson()
  await createCustomer(page, person)
  const form = await openAddCustomer(page)
  await fillCustomer(form, newPerson())
  await form.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(form).toBeHidden()
  await page.getByRole('button', { name: 'Add Customer', exact: true }).click()
  await expect(field(form, 'Email')).toHaveValue('')
  await expect(field(form, 'Password')).toHaveValue('')
})
