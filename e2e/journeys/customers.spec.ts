import {
  createCustomer,
  dialog,
  field,
  fillCustomer,
  findRow,
  openAddCustomer,
  textOf,
} from '../steps/add-customer.ts'
import { newPerson } from '../steps/people.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { expect, test } from '../system/test.ts'

// S1, S2
test('the list is searched by name, email and company, and the eye icon opens the details', async ({
  page,
  request,
  billing,
  context,
}) => {
  const ada = newPerson('Ada Lovelace')
  const grace = newPerson('Grace Hopper')
  const scene = { request: context.request, billing }
  await placeCustomer(scene, { person: ada })
  await placeCustomer(scene, { person: grace })
  expect((await request.get(`${billing.url}/api/v1/customers`)).status()).toBe(401)

  await page.goto('/customers')
  const search = page.getByRole('searchbox', { name: 'Search customers' })
  const adasRow = page.getByRole('row').filter({ hasText: ada.email })
  const gracesRow = page.getByRole('row').filter({ hasText: grace.email })
  await expect(adasRow).toBeVisible()
  await expect(gracesRow).toBeVisible()
  await search.fill('hopper')
  await expect(adasRow).toBeHidden()
  await expect(gracesRow).toBeVisible()
  await expect(page).toHaveURL(/search=hopper/)
  await page.reload()
  await expect(search).toHaveValue('hopper')
  await expect(adasRow).toBeHidden()
  await search.fill('unknown customer')
  await expect(textOf(page, 'No customers match.')).toBeVisible()
  await search.fill('')
  await expect(adasRow).toBeVisible()

  await gracesRow.getByRole('link', { name: 'View details of Grace Hopper' }).click()
  await expect(page.getByRole('heading', { name: 'Grace Hopper', level: 1 })).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: grace.email })).toBeVisible()
})

test('a pending search does not navigate back after a customer was opened', async ({
  page,
  context,
  billing,
}) => {
  const { person } = await placeCustomer({ request: context.request, billing })
  await page.goto('/customers')
  const eye = page
    .getByRole('row')
    .filter({ hasText: person.email })
    .getByRole('link', { name: /^View details of/ })
  await expect(eye).toBeVisible()
  // The page of the customer loads slowly, so that the search settles in between.
  await page.route('**/assets/customer-page-*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500))
    await route.continue()
  })
  await page.getByRole('searchbox', { name: 'Search customers' }).fill(person.email)
  await eye.click()
  await expect(page.getByRole('heading', { name: person.fullName, level: 1 })).toBeVisible()
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}$/)
})

test('Add Customer is at the top right', async ({ page }) => {
  await page.goto('/customers')
  const box = await page.getByRole('button', { name: 'Add Customer', exact: true }).boundingBox()
  const heading = await page.getByRole('heading', { name: 'Customers', level: 1 }).boundingBox()
  expect(box && heading && box.x > heading.x + heading.width).toBe(true)
  expect(box?.y).toBeLessThan(150)
  expect(box && box.x + box.width).toBeGreaterThan(1000)
})

test('an inactive customer cannot sign in, and can after activation', async ({ page, browser, billing }) => {
  const person = newPerson()
  const form = await openAddCustomer(page)
  await expect(field(form, 'Active')).toBeChecked()
  await fillCustomer(form, person)
  await field(form, 'Active').uncheck()
  await form.getByRole('button', { name: 'Create Customer', exact: true }).click()
  await expect(textOf(page, 'Customer created successfully!')).toBeVisible()
  const row = await findRow(page, person)
  await expect(row).toContainText('Inactive')

  const theirs = await browser.newPage({ baseURL: billing.url })
  await theirs.goto('/login')
  const trySignIn = async () => {
    await field(theirs, 'Email').fill(person.email)
    await field(theirs, 'Password').fill(person.password)
    await theirs.getByRole('button', { name: 'Sign in', exact: true }).click()
  }
  await trySignIn()
  await expect(theirs.getByRole('alert')).toContainText('This account is inactive.')

  await row.getByRole('link', { name: /^View details of/ }).click()
  await page.getByRole('button', { name: 'Activate', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Deactivate', exact: true })).toBeVisible()
  await trySignIn()
  await expect(theirs.getByRole('heading', { name: 'My hosting' })).toBeVisible()
  await theirs.close()
})

test('details are edited, and the list shows the change', async ({ page }) => {
  const person = newPerson()
  await createCustomer(page, person)
  const row = await findRow(page, person)
  await row.getByRole('link', { name: /^View details of/ }).click()
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  const form = dialog(page, 'Edit customer')
  await field(form, 'Full Name').fill('Ada King')
  await field(form, 'Company Name').fill('Lovelace & Co.')
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Ada King', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Set Password', exact: true }).click()
  await page.getByRole('radio', { name: /^Send a link/ }).check()
  await page.getByRole('button', { name: 'Create link', exact: true }).click()
  await expect(field(page, 'Single-use link')).toHaveValue(/^http:\/\/\S+\/set-password#\S+$/)
  await page.getByRole('button', { name: 'Close', exact: true }).last().click()
  await page.getByRole('tab', { name: 'Audit', exact: true }).click()
  await expect(page).toHaveURL(/\/audit$/)
  const changed = page.getByRole('listitem').filter({ hasText: 'Updated the customer' })
  await expect(changed).toContainText('Full Name')
  await expect(changed.getByRole('deletion').first()).toHaveText('Ada Lovelace')
  await expect(changed).toContainText('Ada King')
  await expect(page.getByText('Created a set-password link')).toBeVisible()
  await expect(await findRow(page, person)).toContainText('Lovelace & Co.')
})
