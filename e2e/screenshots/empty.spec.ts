import { field, openAddCustomer } from '../steps/add-customer.ts'
import { expect, test } from '../system/test.ts'
import { picture } from './camera.ts'
import { settled } from './seeded-scene.ts'

test.use({ world: 'own' })

const box = 'Also provision NextPanel hosting account'

test('before any data exists', async ({ page }) => {
  for (const [path, name] of [
    ['/', 'home'],
    ['/customers', 'customers'],
    ['/server', 'server'],
    ['/operations', 'operations'],
    ['/team', 'team'],
    ['/audit', 'audit'],
    ['/audit?search=nothing', 'audit-no-match'],
    ['/mail', 'mail'],
    ['/mail/templates', 'mail-templates'],
  ] as const) {
    await page.goto(path)
    await settled(page)
    await picture(page, `${name}-empty`)
  }
  const form = await openAddCustomer(page)
  await field(form, box).check()
  await expect(form.getByText(/Add a server first/).first()).toBeVisible()
  await picture(page, 'add-customer-no-servers')
  await page.goto('/no/such/page')
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  await picture(page, 'no-such-page', { 'wide-light': 'not-found' })
})
