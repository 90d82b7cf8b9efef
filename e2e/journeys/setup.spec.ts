import { field, textOf } from '../steps/add-customer.ts'
import { signInByForm, signOut } from '../steps/session.ts'
import { expect, test } from '../system/test.ts'

test.use({ world: 'first-start' })

test('the one-time link creates the first administrator, and works only once', async ({ page, billing }) => {
  const link = billing.setupUrl ?? ''
  expect(link).toContain('/setup#token=')
  await page.goto('/login')
  await expect(page.getByText(/This installation has no admin yet\./)).toBeVisible()
  await page.goto('/setup')
  await expect(page.getByText(/The setup link is incomplete\./)).toBeVisible()

  await page.goto(`${billing.url}/setup#token=made-up`)
  const create = page.getByRole('button', { name: 'Create Admin', exact: true })
  const fill = async () => {
    await field(page, 'Email').fill('Owner@Example.com')
    await field(page, 'Full Name').fill('Olga Owner')
    await field(page, 'Password').fill('the first password')
    await create.click()
  }
  await create.click()
  await expect(textOf(page, 'Email is required.')).toBeVisible()
  await fill()
  await expect(page.getByRole('alert')).toContainText(/setup link/i)

  // Only the fragment changes, so the input stays.
  await page.goto(link)
  await create.click()
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible()

  await signOut(page)
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'Already set up' })).toBeVisible()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await signInByForm(page, { email: 'owner@example.com', password: 'the first password' })
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible()
})
