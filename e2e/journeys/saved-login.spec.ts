import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { createCustomer, dialog, field, findRow, openAddCustomer } from '../steps/add-customer.ts'
import { newPerson } from '../steps/people.ts'
import { openBrowserWithLogin } from '../steps/saved-login.ts'
import { addServer, chooseForServer, openAddServer, serverRows } from '../steps/servers.ts'
import { admin } from '../system/billing.ts'
import { expect, test as journey } from '../system/test.ts'

journey.use({ world: 'own', signedIn: false })

/** A page of a browser that has the staff login saved for this site and has filled the sign-in form. */
const test = journey.extend<{ staffPage: Page }>({
  staffPage: async ({ billing }, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'saved-login-'))
    const context = await openBrowserWithLogin(profile, { origin: billing.url, login: admin })
    const page = await context.newPage()
    await page.goto('/login')
    await page.getByRole('heading', { name: 'Sign in' }).click()
    await expect(field(page, 'Email')).toHaveValue(admin.email)
    await expect(field(page, 'Password')).toHaveValue(admin.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Your account' })).toBeVisible()
    await use(page)
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  },
})

/** After a user gesture, which lets a browser show the values that it filled. */
async function expectNothingFilled(page: Page, form: Locator) {
  await form.getByRole('heading').first().click()
  const values = () =>
    form
      .locator('input, textarea')
      .evaluateAll((inputs) => inputs.map((input) => ('value' in input ? String(input.value) : '')))
  for (let look = 0; look < 5; look += 1) {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    for (const value of await values()) expect([admin.email, admin.password]).not.toContain(value)
  }
}

/** Records in the page what it sends: a body that may be sent again after a sign-in is a stream outside. */
async function recordChanges(page: Page): Promise<() => Promise<unknown>> {
  await page.evaluate(() => {
    const changes: unknown[] = []
    Object.assign(window, { changes })
    const send = window.fetch
    window.fetch = async (input, init) => {
      if (input instanceof Request && input.method === 'PATCH') changes.push(await input.clone().json())
      return send(input, init)
    }
  })
  return () => page.evaluate((): unknown => Reflect.get(window, 'changes'))
}

test('an edit of the capacity alone never sends a saved login as API key', async ({ staffPage, panel }) => {
  const card = await addServer(staffPage, { ...panel, name: 'Production Server', capacity: 5 })
  const changes = await recordChanges(staffPage)
  await chooseForServer(staffPage, 'Production Server', 'Edit')
  const edit = dialog(staffPage, 'Edit Production Server')
  await expect(edit.locator('input[type=password]')).toHaveCount(0)
  await field(edit, 'Capacity').fill('8')
  await expectNothingFilled(staffPage, edit)
  await edit.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(card).toContainText('0 of 8 used')
  expect(await changes()).toEqual([{ capacity: 8 }])
  await expect(card).toContainText('Online')
})

test('a saved login is not filled into any form of the console', async ({ staffPage, panel }) => {
  // Seven forms in a browser with a profile of its own.
  test.slow()
  await addServer(staffPage, { ...panel, name: 'Production Server', capacity: 5 })
  const card = serverRows(staffPage, 'Production Server')
  await chooseForServer(staffPage, 'Production Server', 'Edit')
  const edit = dialog(staffPage, 'Edit Production Server')
  await edit.getByRole('button', { name: 'Enter a new key' }).click()
  await expect(field(edit, 'API Key')).toBeFocused()
  await expectNothingFilled(staffPage, edit)
  await edit.getByRole('button', { name: 'Cancel' }).click()

  await card.getByRole('link', { name: 'Production Server' }).click()
  await staffPage.getByRole('button', { name: 'Rotate key' }).click()
  await expectNothingFilled(staffPage, dialog(staffPage, 'Rotate the key of Production Server'))

  await expectNothingFilled(staffPage, await openAddServer(staffPage))

  const form = await openAddCustomer(staffPage)
  await field(form, 'Also provision NextPanel hosting account').check()
  await expectNothingFilled(staffPage, form)

  const person = newPerson()
  await createCustomer(staffPage, person)
  const row = await findRow(staffPage, person)
  await row.getByRole('link', { name: /^View details of/ }).click()
  for (const [button, title] of [
    ['Edit', 'Edit customer'],
    ['Set Password', 'Set a new password'],
  ] as const) {
    await staffPage.getByRole('button', { name: button, exact: true }).click()
    const form = dialog(staffPage, title)
    await expectNothingFilled(staffPage, form)
    await form.getByRole('button', { name: 'Cancel' }).click()
  }
})
