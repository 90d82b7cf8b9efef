import { expectNoSidewaysScroll } from '../steps/layout.ts'
import { expect, test } from '../system/test.ts'

test('an owner creates an API token, a program calls the API with it, and revoking it ends that', async ({
  page,
  billing,
  playwright,
}) => {
  await page.goto('/operations')
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'API tokens' }).click()
  await expect(page.getByRole('heading', { name: 'API tokens', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Create Token' }).click()
  const form = page.getByRole('dialog', { name: 'Create an API token' })
  await form.getByLabel('Name').fill('Nightly report')
  await form.getByRole('combobox', { name: 'Expiry' }).selectOption('30 days')
  await form.getByRole('button', { name: 'Read only' }).click()
  await form.getByRole('button', { name: 'Create Token' }).click()
  const shown = page.getByRole('dialog', { name: 'Token created: Nightly report' })
  const token = await shown.getByLabel('Token').inputValue()
  expect(token).toMatch(/^npb_[\w-]{49}$/)
  await shown.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByText(token)).toHaveCount(0)
  const row = page.getByRole('listitem').filter({ hasText: 'Nightly report' })
  await expect(row).toContainText('never used')

  const program = await playwright.request.newContext({
    baseURL: billing.url,
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  })
  expect((await program.get('/api/v1/customers')).status()).toBe(200)
  const refused = await program.post('/api/v1/engine/pause', { data: {} })
  expect(refused.status()).toBe(403)
  expect(await refused.text()).toContain('engine.pause')
  // The same from a page without cookies, as a script on this origin would send it.
  const statusInPage = await page.evaluate(async (authorization) => {
    const response = await fetch('/api/v1/customers', { headers: { authorization }, credentials: 'omit' })
    return response.status
  }, `Bearer ${token}`)
  expect(statusInPage).toBe(200)

  await page.reload()
  await expect(row).toContainText('last used')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoSidewaysScroll(page)
  await row.getByRole('button', { name: 'Revoke Nightly report' }).click()
  const question = page.getByRole('dialog', { name: 'Revoke Nightly report?' })
  await question.getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('Nightly report is revoked.')).toBeVisible()
  await expect(page.getByText('No API tokens yet.')).toBeVisible()
  const after = await program.get('/api/v1/customers')
  expect(after.status()).toBe(401)
  expect(after.headers()['www-authenticate']).toBe('Bearer error="invalid_token"')
  expect(await after.text()).toContain('was revoked')
  await program.dispose()
})
