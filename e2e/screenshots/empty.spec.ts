import { field, openAddCustomer } from '../steps/add-customer.ts'
import { expect, test } from '../system/test.ts'
import { picture } from './camera.ts'

test.use({ world: 'own' })

const box = 'Also provision NextPanel hosting account'

test('before any data exists', async ({ page, context, billing }) => {
  for (const [path, name] of [
    ['/', 'home'],
    ['/customers', 'customers'],
    ['/server', 'server'],
    ['/operations', 'operations'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByText(/^(No |Nothing )/).first()).toBeVisible()
    await picture(page, `${name}-empty`)
  }
  const form = await openAddCustomer(page)
  await field(form, box).check()
  await expect(form.getByText(/Add a server first/).first()).toBeVisible()
  await picture(page, 'add-customer-no-servers')
  await page.goto('/no/such/page')
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  await picture(page, 'no-such-page')
  await context.clearCookies()
  await page.goto('/login')
  await expect(page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible()
  await picture(page, 'login')
  await field(page, 'Email').fill('admin@example.com')
  await field(page, 'Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('Incorrect')
  await picture(page, 'login-refused')
  await page.goto(`${billing.url}/setup`)
  await expect(page.getByRole('heading', { name: 'Already set up' })).toBeVisible()
  await picture(page, 'setup-done')
})
