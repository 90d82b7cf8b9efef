import { dialog, field, fillCustomer, fillHosting, findRow, openAddCustomer } from '../steps/add-customer.ts'
import { checkLedger } from '../steps/ledger.ts'
import { newPerson } from '../steps/people.ts'
import { addServerByApi } from '../system/server-by-api.ts'
import { expect, faultsOf, test } from '../system/test.ts'

test('a deep link opens the form; closing it leads to the list', async ({ page }) => {
  await page.goto('/customers/new')
  const form = dialog(page, 'Add Customer')
  await expect(form).toBeVisible()
  await expect(field(form, 'Email')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(form).toBeHidden()
  await expect(page).toHaveURL(/\/customers$/)
  await expect(page.getByRole('button', { name: 'Add Customer', exact: true })).toBeFocused()
  await page.goto('/no/such/page')
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
})

test('a reload during provisioning loses nothing: customer and account are created', async ({
  page,
  panel,
}) => {
  const person = newPerson()
  await faultsOf(panel).fault({ fault: 'slow', path: 'create', username: person.username, ms: 2000 })
  const form = await openAddCustomer(page)
  await fillCustomer(form, person)
  await fillHosting(form, person)
  const sent = page.waitForRequest((request) => request.method() === 'POST')
  await form.getByRole('button', { name: 'Create & Provision', exact: true }).click()
  await sent
  await expect(form.getByRole('button', { name: 'Creating...', exact: true })).toBeVisible()
  // Before the request reaches the server, nothing is guaranteed. A reserved slot shows that it did.
  await expect
    .poll(async () => (await page.request.get(`/api/v1/customers?search=${person.email}`)).text())
    .toContain(person.email)
  await page.reload()

  const row = await findRow(page, person)
  await row.getByRole('link', { name: /^View details of/ }).click()
  await page.getByRole('tab', { name: 'Hosting', exact: true }).click()
  const shown = page.getByText(/^NextPanel User ID: \S+$/)
  await expect(shown).toBeVisible({ timeout: 15_000 })
  await checkLedger(panel, person.username, (await shown.innerText()).split(': ').at(-1) ?? '')
})

test('a lost response: the form says so and keeps all input; a retry creates nothing twice', async ({
  page,
  panel,
}) => {
  const person = newPerson()
  const keys: (string | undefined)[] = []
  await page.route('**/api/v1/customers', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    keys.push(route.request().headers()['idempotency-key'])
    if (keys.length > 1) return route.continue()
    // The server receives and executes the request. Its response never arrives.
    await route.fetch()
    await route.abort('connectionreset')
  })
  const form = await openAddCustomer(page)
  await fillCustomer(form, person)
  await fillHosting(form, person)
  await form.getByRole('button', { name: 'Create & Provision', exact: true }).click()
  await expect(form.getByRole('alert').first()).toContainText(
    'The connection was lost before the server answered. The request may have succeeded. Your entries are kept. Retry: nothing is created twice.',
  )
  await expect(field(form, 'Email')).toHaveValue(person.email)
  await expect(field(form, 'Full Name')).toHaveValue(person.fullName)
  await expect(field(form, 'Password')).toHaveValue(person.password)
  await expect(field(form, 'Hosting Username')).toHaveValue(person.username)
  await expect(field(form, 'Hosting Password')).toHaveValue(person.hostingPassword)

  await form.getByRole('button', { name: 'Create & Provision', exact: true }).click()
  const outcome = page.getByText(/NextPanel User ID: \S+$/)
  await expect(outcome).toBeVisible({ timeout: 20_000 })
  await checkLedger(panel, person.username, (await outcome.innerText()).split(': ').at(-1) ?? '')
  expect(keys).toHaveLength(2)
  expect(keys[0]).toMatch(/\S{16,}/)
  expect(keys[1]).toBe(keys[0])
  await findRow(page, person)
})

test.describe('the server stops during provisioning', () => {
  // A separate system, started twice.
  test.describe.configure({ timeout: 90_000 })
  test.use({ world: 'own' })

  test('the form says so and resumes automatically; nothing is lost or created twice', async ({
    page,
    panel,
    billing,
  }) => {
    const faults = faultsOf(panel)
    await addServerByApi(page.request, billing.url, panel, { name: 'Production Server', capacity: 100 })
    const person = newPerson()
    await faults.fault({ fault: 'hang', path: 'create', username: person.username })
    const form = await openAddCustomer(page)
    await fillCustomer(form, person)
    await fillHosting(form, person)
    await form.getByRole('button', { name: 'Create & Provision', exact: true }).click()
    await expect(form.getByRole('region', { name: 'Progress' })).toBeVisible()

    await billing.stop('SIGKILL')
    await expect(form.getByRole('alert').last()).toContainText('The connection to the server was lost.')
    await expect(form.getByRole('button', { name: 'Creating...', exact: true })).toBeVisible()

    await faults.clearFaults()
    await billing.startAgain()
    const outcome = page.getByText(/NextPanel User ID: \S+$|Provisioning is still under way\.$/)
    await expect(outcome).toBeVisible({ timeout: 20_000 })
    const row = await findRow(page, person)
    await row.getByRole('link', { name: /^View details of/ }).click()
    await page.getByRole('tab', { name: 'Hosting', exact: true }).click()
    const shown = page.getByText(/^NextPanel User ID: \S+$/)
    await expect(shown).toBeVisible({ timeout: 15_000 })
    await checkLedger(panel, person.username, (await shown.innerText()).split(': ').at(-1) ?? '')
  })
})
