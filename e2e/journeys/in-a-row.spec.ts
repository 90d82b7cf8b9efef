import type { Page } from '@playwright/test'
import { dialog, expectServerChosen, field, openAddCustomer, textOf } from '../steps/add-customer.ts'
import { expectNoSidewaysScroll } from '../steps/layout.ts'
import { newPerson, type Person } from '../steps/people.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { signOut } from '../steps/session.ts'
import { expect, faultsOf, test } from '../system/test.ts'

// S18
test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

const box = 'Also provision NextPanel hosting account'
const tray = (page: Page) => page.getByRole('region', { name: 'Credentials', exact: true })
const pill = (page: Page) => page.getByRole('button', { name: /^Open the Credentials tray/ })
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

/** Counts what staff press. Typed text is the part that no form can save. */
function counting(page: Page) {
  const count = { keys: 0, clicks: 0 }
  return {
    count,
    press: async (key: string) => {
      count.keys += 1
      await page.keyboard.press(key)
    },
    type: (text: string) => page.keyboard.insertText(text),
    click: async (target: ReturnType<Page['getByRole']>) => {
      count.clicks += 1
      await target.click()
    },
  }
}

/** Begins a run: the first customer costs the box and the button for "another". */
async function beginRun(page: Page, person: Person) {
  const form = await openAddCustomer(page)
  await field(form, 'Email').fill(person.email)
  await field(form, 'Full Name').fill(person.fullName)
  await field(form, box).check()
  await expect(field(form, 'Hosting Username')).toHaveValue(person.username)
  await expectServerChosen(form)
  await form.getByRole('button', { name: 'Create & add another', exact: true }).click()
  await expect(form.getByText(/^Ada Lovelace was added\./)).toBeVisible()
  return form
}

test('each further customer of a run costs two keys beside the text, and one key copies all credentials', async ({
  page,
  panel,
}) => {
  const people = Array.from({ length: 4 }, () => newPerson())
  const [first, ...others] = people
  if (!first) throw new Error('There is no first person.')
  const form = await beginRun(page, first)
  await expect(field(form, 'Email')).toBeFocused()
  await expect(field(form, box)).toBeChecked()

  const staff = counting(page)
  for (const [index, person] of others.entries()) {
    await expect(field(form, 'Email')).toBeFocused()
    await expect(field(form, 'Email')).toHaveValue('')
    await staff.type(person.email)
    await staff.press('Tab')
    await staff.type(person.fullName)
    await staff.press('Control+Enter')
    await expect(form.getByText(`${index + 2} customers so far`)).toBeVisible()
  }
  expect(staff.count).toEqual({ keys: 2 * others.length, clicks: 0 })

  await page.keyboard.press('Escape')
  await expect(form).toBeHidden()
  await expect(tray(page).getByText('4 customers, 4 not copied')).toBeVisible()
  await expect(tray(page).getByRole('button', { name: 'Copy all', exact: true })).toBeFocused()
  await expect(tray(page).getByText(/provisioned successfully! NextPanel User ID: \S+$/)).toBeVisible({
    timeout: 15_000,
  })
  await expect(tray(page).getByText('Active', { exact: true })).toHaveCount(4, { timeout: 15_000 })
  await page.keyboard.press('Enter')
  await expect(tray(page).getByText('4 customers, all copied')).toBeVisible()
  const sheet = await clipboard(page)
  const passwords = [...sheet.matchAll(/^Password: (\S{20})$/gm)].map(([, password]) => password)
  expect(new Set(passwords).size).toBe(8)
  for (const person of people) {
    expect(sheet).toContain(`${person.fullName} <${person.email}>`)
    expect(sheet).toContain(`Username: ${person.username}`)
    expect(await panel.accountsNamed(person.username)).toHaveLength(1)
  }
})

test('a list of ten costs one click and five keys, and gives one sheet of credentials', async ({
  page,
  panel,
}) => {
  const people = Array.from({ length: 10 }, () => newPerson('Grace Hopper'))
  await page.goto('/customers')
  await expect(page.getByRole('heading', { name: 'Customers', level: 1 })).toBeVisible()
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    people.map(({ fullName, email }) => `${fullName} <${email}>`).join('\n'),
  )
  const form = dialog(page, 'Add Customer')
  const submit = form.getByRole('button', { name: 'Create & provision 10 customers', exact: true })
  const staff = counting(page)
  await staff.press('c')
  await staff.click(form.getByRole('button', { name: 'Paste a list', exact: true }))
  await expect(field(form, 'Names and email addresses')).toBeFocused()
  await staff.press('Control+V')
  await staff.press('Tab')
  await expect(field(form, box)).toBeFocused()
  await staff.press('Space')
  await expect(submit).toBeEnabled()
  await expect(form.getByRole('row')).toHaveCount(11)
  await expect(form.getByRole('cell', { name: 'Production Server' })).toHaveCount(10)
  await staff.press('Control+Enter')
  await expect(form).toBeHidden({ timeout: 30_000 })
  expect(staff.count).toEqual({ keys: 5, clicks: 1 })

  await expect(tray(page).getByText('10 customers, 10 not copied')).toBeVisible()
  await expect(tray(page).getByText('Active', { exact: true })).toHaveCount(10, { timeout: 30_000 })
  await tray(page).getByRole('button', { name: 'Copy all', exact: true }).click()
  await expect(tray(page).getByText('10 customers, all copied')).toBeVisible()
  const sheet = await clipboard(page)
  expect(sheet.match(/^Password: \S{20}$/gm)).toHaveLength(20)
  for (const person of people) expect(await panel.accountsNamed(person.username)).toHaveLength(1)
})

test('a list names the problem of each row, suggests free usernames and tries failed rows again', async ({
  page,
  context,
  billing,
}) => {
  const scene = { request: context.request, billing }
  const { person: there } = await placeCustomer(scene)
  const [servers] = (await (await page.request.get(`${billing.url}/api/v1/servers`)).json()).items
  const anna = newPerson('Anna Keller')
  await placeCustomer(scene, { person: { ...newPerson(), username: anna.username }, serverId: servers.id })
  const keys: string[] = []
  await page.route('**/api/v1/customers', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    keys.push(route.request().headers()['idempotency-key'] ?? '')
    // The second request is carried out, but its answer is lost.
    if (keys.length !== 2) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })

  const form = await openAddCustomer(page)
  await form.getByRole('button', { name: 'Paste a list', exact: true }).click()
  await field(form, box).check()
  const sameName = anna.email.replace('@example.com', '@example.org')
  await field(form, 'Names and email addresses').fill(
    `Email,Name\n${anna.email},Anna Keller\n${sameName},Anna Keller\n${there.email},Ben Adams\nno-address,No Address\n`,
  )
  const row = (text: string) => form.getByRole('row').filter({ hasText: text })
  await expect(row(anna.email).getByRole('textbox')).toHaveValue(`${anna.username}2`)
  await expect(row(sameName).getByRole('textbox')).toHaveValue(`${anna.username}3`)
  await expect(row(there.email)).toContainText('is already in use by a customer')
  await expect(row('No Address')).toContainText('Email is not a valid address.')
  await expect(form.getByText('4 customers, 2 need a correction')).toBeVisible()

  await form.getByRole('button', { name: 'Create & provision 2 customers', exact: true }).click()
  await expect(form.getByText('1 of 4 created')).toBeVisible({ timeout: 15_000 })
  await expect(form.getByRole('table')).toContainText('nothing is created twice')
  await form.getByRole('button', { name: 'Retry 1 customer', exact: true }).click()
  await expect(form.getByText('2 of 4 created')).toBeVisible({ timeout: 15_000 })
  expect(keys).toHaveLength(3)
  expect(keys[2]).toBe(keys[1])
  expect(keys[0]).not.toBe(keys[1])

  await form.getByRole('button', { name: 'Edit the rest', exact: true }).click()
  await expect(field(form, 'Names and email addresses')).toHaveValue(
    `${there.email}\tBen Adams\nno-address\tNo Address`,
  )
  await page.keyboard.press('Escape')
  await expect(tray(page).getByText('2 customers, 2 not copied')).toBeVisible()
})

test('the username suggestion is free from the start, and says why it has a number', async ({
  page,
  context,
  billing,
}) => {
  const scene = { request: context.request, billing }
  const [server] = (await (await page.request.get(`${billing.url}/api/v1/servers`)).json()).items
  const { person } = await placeCustomer(scene, { serverId: server.id })
  const form = await openAddCustomer(page)
  await field(form, box).check()
  await field(form, 'Email').fill(person.email.replace('@example.com', '@example.org'))
  await expect(field(form, 'Hosting Username')).toHaveValue(`${person.username}2`)
  await expect(field(form, 'Hosting Username')).toHaveAccessibleDescription(
    `${person.username} is taken. Suggested: ${person.username}2.`,
  )
  await field(form, 'Full Name').fill('Ada Two')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/provisioned successfully! NextPanel User ID: \S+$/)).toBeVisible({
    timeout: 15_000,
  })
})

test('the tray keeps every result through navigation, follows what runs, and asks before credentials are lost', async ({
  page,
  panel,
}) => {
  const faults = faultsOf(panel)
  const person = newPerson()
  await faults.fault({ fault: 'slow', path: 'create', username: person.username, ms: 8000 })
  const form = await beginRun(page, person)
  await form.getByRole('button', { name: 'Done', exact: true }).click()
  await expect(textOf(tray(page), 'Customer created. Provisioning is still under way.')).toBeVisible()
  await expect(tray(page).getByText(person.email)).toBeVisible()
  await expect(tray(page).getByText(/provisioned successfully! NextPanel User ID: \S+$/)).toBeVisible({
    timeout: 15_000,
  })

  await page.getByRole('link', { name: 'Operations', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Operations', level: 1 })).toBeVisible()
  await expect(tray(page)).toBeHidden()
  await expect(pill(page)).toHaveText('1 customer, 1 not copied')
  await page.keyboard.press('c')
  await page.keyboard.press('Escape')
  await expect(pill(page)).toHaveText('1 customer, 1 not copied')
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))
  expect(stored).not.toContain(person.email)

  await pill(page).click()
  await expect(tray(page).getByText('••••').first()).toBeVisible()
  await tray(page).getByRole('button', { name: 'Show passwords', exact: true }).click()
  await expect(tray(page).getByText('••••')).toHaveCount(0)
  const ask = page.getByRole('dialog', { name: 'Discard uncopied credentials of 1 customer?', exact: true })
  await tray(page).getByRole('button', { name: 'Close the Credentials tray', exact: true }).click()
  await expect(ask).toContainText(person.email)
  await ask.getByRole('button', { name: 'Keep them', exact: true }).click()
  await expect(tray(page)).toBeVisible()

  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(ask).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Operations', level: 1 })).toBeVisible()

  const asked = page.waitForEvent('dialog')
  await Promise.all([
    asked.then((question) => {
      expect(question.type()).toBe('beforeunload')
      return question.dismiss()
    }),
    page.evaluate(() => window.location.reload()),
  ])
  await expect(tray(page).getByText(person.email)).toBeVisible()

  await tray(page).getByRole('button', { name: 'Copy both credentials', exact: true }).click()
  await expect(tray(page).getByText('1 customer, all copied')).toBeVisible()
  expect(await clipboard(page)).toContain(`Username: ${person.username}`)
  await signOut(page)
})

test('results move nothing on the page, on a phone as on a desk', async ({ page }) => {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport)
    await beginRun(page, newPerson())
    const heading = page.getByRole('heading', { name: 'Customers', level: 1, includeHidden: true })
    const before = await heading.boundingBox()
    await page.keyboard.press('Escape')
    await expect(tray(page)).toBeVisible()
    expect(await heading.boundingBox()).toEqual(before)
    await expectNoSidewaysScroll(page)
  }
})
