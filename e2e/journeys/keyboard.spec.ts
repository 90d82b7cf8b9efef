import type { Locator, Page } from '@playwright/test'
import { createWithHosting, dialog, expectServerChosen, field } from '../steps/add-customer.ts'
import { newPerson } from '../steps/people.ts'
import { admin } from '../system/billing.ts'
import { expect, test } from '../system/test.ts'

/** Presses Tab until the control has the focus. Fails if the focus is lost. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let pressed = 0; pressed < 25; pressed += 1) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  await expect(target).toBeFocused()
}

test('a customer with hosting is onboarded without a mouse', async ({ page }) => {
  const person = newPerson()
  await page.goto('/customers')
  await expect(page.getByRole('heading', { name: 'Customers', level: 1 })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  const opener = page.getByRole('button', { name: 'Add Customer', exact: true })
  await tabTo(page, opener)
  await page.keyboard.press('Enter')

  const form = dialog(page, 'Add Customer')
  await expect(field(form, 'Email')).toBeFocused()
  await page.keyboard.type(person.email)
  await page.keyboard.press('Tab')
  await expect(field(form, 'Full Name')).toBeFocused()
  await page.keyboard.type(person.fullName)
  await tabTo(page, field(form, 'Password'))
  await page.keyboard.type(person.password)
  await tabTo(page, field(form, 'Also provision NextPanel hosting account'))
  await page.keyboard.press('Space')
  await tabTo(page, field(form, 'Hosting Username'))
  await expect(field(form, 'Hosting Username')).toHaveValue(person.username)
  await tabTo(page, form.getByRole('button', { name: 'Generate', description: 'Hosting Password' }))
  await page.keyboard.press('Enter')
  await expect(field(form, 'Hosting Password')).not.toHaveValue('')
  await tabTo(page, field(form, 'NextPanel Server'))
  await expectServerChosen(form)
  await tabTo(page, form.getByRole('button', { name: 'Create & Provision', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(/NextPanel User ID: \S+$/)).toBeVisible({ timeout: 15_000 })
  await expect(opener).toBeFocused()

  await tabTo(page, page.getByRole('link', { name: `View details of ${person.fullName}` }).first())
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: person.fullName, level: 1 })).toBeVisible()
})

test('the focus moves through the dialog in the order of the form, and stays in it', async ({ page }) => {
  await page.goto('/customers/new')
  const form = dialog(page, 'Add Customer')
  await expect(field(form, 'Email')).toBeFocused()
  const order = [
    field(form, 'Full Name'),
    field(form, 'Company Name'),
    field(form, 'Password'),
    form.getByRole('button', { name: 'Show', exact: true }),
    form.getByRole('button', { name: 'Generate', exact: true }),
    form.getByRole('button', { name: 'Copy', exact: true }),
    form.getByRole('button', { name: 'Send a set-password link instead' }),
    field(form, 'Active'),
    field(form, 'Also provision NextPanel hosting account'),
    form.getByRole('button', { name: 'Cancel', exact: true }),
    form.getByRole('button', { name: 'Create & add another', exact: true }),
    form.getByRole('button', { name: 'Create Customer', exact: true }),
    form.getByRole('button', { name: 'One customer', exact: true }),
    form.getByRole('button', { name: 'Paste a list', exact: true }),
    form.getByRole('button', { name: 'Close', exact: true }),
    field(form, 'Email'),
  ]
  for (const control of order) {
    await page.keyboard.press('Tab')
    await expect(control).toBeFocused()
  }
  for (const control of [...order].reverse().slice(1)) {
    await page.keyboard.press('Shift+Tab')
    await expect(control).toBeFocused()
  }
})

const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true })

/** Presses a button that has the focus after this. */
async function press(page: Page, target: Locator): Promise<void> {
  await target.focus()
  await page.keyboard.press('Enter')
}

test('the focus stays on a button that another one replaces', async ({ page }) => {
  await createWithHosting(page, newPerson())
  await press(page, button(page, 'Minimize'))
  const pill = page.getByRole('button', { name: /^Open the Credentials tray/ })
  await expect(pill).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(button(page, 'Minimize')).toBeFocused()

  await press(page, page.getByRole('link', { name: 'Open customer' }))
  await press(page, button(page, 'Suspend'))
  await expect(page.getByRole('dialog').getByLabel('Reason')).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(button(page, 'Unsuspend')).toBeFocused({ timeout: 15_000 })
  await page.keyboard.press('Enter')
  await expect(button(page, 'Suspend')).toBeFocused({ timeout: 15_000 })
})

test('Escape returns from a dialog to the button or menu that opened it', async ({ page }) => {
  const { email, fullName } = newPerson('Sam Staff')
  await page.goto('/team')
  await page.getByRole('list', { name: 'Staff users' }).waitFor()
  const invite = button(page, 'Invite')
  await press(page, invite)
  await expect(page.getByLabel('Full Name')).toBeFocused()
  await page.keyboard.type(fullName)
  await page.keyboard.press('Tab')
  await page.keyboard.type(email)
  await page.keyboard.press('Enter')
  // Another dialog replaces the form.
  await page.getByLabel('Single-use link').waitFor()
  await page.keyboard.press('Escape')
  await expect(invite).toBeFocused()

  const menu = page.getByRole('listitem').filter({ hasText: email }).getByRole('button')
  await press(page, menu)
  await expect(page.getByRole('menuitem', { name: 'Change role' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await expect(menu).toBeFocused()
})

test('each step of the two-factor setup focuses its field', async ({ page }) => {
  await page.goto('/account')
  const setUp = button(page, 'Set up')
  await press(page, setUp)
  const form = page.getByRole('dialog')
  await expect(form.getByLabel('Your Password')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(setUp).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(form.getByLabel('Your Password')).toBeFocused()
  await page.keyboard.type(admin.password)
  await page.keyboard.press('Enter')
  await expect(field(form, 'Code')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(setUp).toBeFocused()
})
