import { createWithHosting, field, textOf } from '../steps/add-customer.ts'
import { newPerson } from '../steps/people.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { signInByForm, signOut } from '../steps/session.ts'
import { admin } from '../system/billing.ts'
import { expect, test } from '../system/test.ts'

// S16
test.describe('before any sign-in', () => {
  test.use({ signedIn: false })

  test('every staff page leads to the sign-in page, and from there to the requested page', async ({
    page,
  }) => {
    for (const path of ['/', '/customers', '/server', '/operations', '/portal']) {
      await page.goto(path)
      await expect(page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible()
    }
    await page.goto('/customers/new')
    await expect(page).toHaveURL(/\/login\?/)
    await signInByForm(page, admin)
    await expect(page.getByRole('dialog', { name: 'Add Customer' })).toBeVisible()
    await expect(page).toHaveURL(/\/customers\/new$/)
  })

  test('a wrong password is refused with a clear message, and the input is kept', async ({ page }) => {
    await page.goto('/login')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(textOf(page, 'Email is required.')).toBeVisible()
    await expect(field(page, 'Email')).toBeFocused()
    await signInByForm(page, { ...admin, password: 'not the password' })
    await expect(page.getByRole('alert')).toContainText('Incorrect email or password.')
    await expect(field(page, 'Email')).toHaveValue(admin.email)
  })

  test('the button follows the fields without a gap, and does not move when an error appears', async ({
    page,
  }) => {
    await page.goto('/login')
    const button = page.getByRole('button', { name: 'Sign in', exact: true })
    const password = await field(page, 'Password').boundingBox()
    const before = await button.boundingBox()
    expect((before?.y ?? 0) - (password?.y ?? 0) - (password?.height ?? 0)).toBeLessThanOrEqual(24)
    await signInByForm(page, { ...admin, password: 'not the password' })
    await expect(page.getByRole('alert')).toContainText('Incorrect email or password.')
    expect((await button.boundingBox())?.y).toBe(before?.y)
  })
})

test('signing out ends the session, also for the back button', async ({ page }) => {
  await page.goto('/customers')
  await expect(page.getByRole('heading', { name: 'Customers', level: 1 })).toBeVisible()
  await signOut(page)
  await expect(page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Customers', level: 1 })).toBeHidden()
  await page.goto('/customers')
  await expect(page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible()
})

test('a customer sees only their own hosting', async ({ page, browser, billing, context }) => {
  const person = newPerson()
  const { person: another } = await placeCustomer({ request: context.request, billing })
  const panelUserId = await createWithHosting(page, person)

  const theirs = await browser.newPage({ baseURL: billing.url })
  await theirs.goto('/login')
  await signInByForm(theirs, person)
  await expect(theirs).toHaveURL(/\/portal$/)
  await expect(theirs.getByRole('heading', { name: 'My hosting' })).toBeVisible()
  await expect(theirs.getByRole('heading', { name: person.username })).toBeVisible()
  await expect(theirs.getByRole('definition').filter({ hasText: panelUserId }).first()).toBeVisible()
  await expect(theirs.getByRole('link', { name: 'Open NextPanel' })).toBeVisible()
  for (const path of ['/', '/customers', '/server', '/operations']) {
    await theirs.goto(path)
    await expect(theirs.getByRole('heading', { name: 'My hosting' })).toBeVisible()
    await expect(theirs).toHaveURL(/\/portal$/)
  }
  await expect(theirs.getByRole('navigation', { name: 'Main' })).toBeHidden()
  const list = await theirs.request.get('/api/v1/customers')
  expect(list.status()).toBe(403)

  await signOut(theirs)
  await signInByForm(theirs, another)
  await expect(textOf(theirs, 'You have no hosting yet.')).toBeVisible()
  await expect(theirs.getByText(person.username)).toHaveCount(0)
  await theirs.close()
})

test('a customer changes their own password', async ({ browser, billing, context }) => {
  const { person } = await placeCustomer({ request: context.request, billing })
  const theirs = await browser.newPage({ baseURL: billing.url })
  await theirs.goto('/login')
  await signInByForm(theirs, person)
  await field(theirs, 'Current Password').fill(person.password)
  await field(theirs, 'New Password').fill('a new password of mine')
  await theirs.getByRole('button', { name: 'Change Password', exact: true }).click()
  await expect(textOf(theirs, 'Password changed.')).toBeVisible()
  await signOut(theirs)
  await signInByForm(theirs, { ...person, password: 'a new password of mine' })
  await expect(theirs.getByRole('heading', { name: 'My hosting' })).toBeVisible()
  await theirs.close()
})
