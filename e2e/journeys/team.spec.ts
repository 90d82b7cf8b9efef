import { field } from '../steps/add-customer.ts'
import { expectNoSidewaysScroll } from '../steps/layout.ts'
import { newPerson } from '../steps/people.ts'
import { signInByForm } from '../steps/session.ts'
import { expect, test } from '../system/test.ts'

const password = 'a long and odd phrase 4471'

test('an owner invites a support user, who accepts by the link and cannot change servers', async ({
  page,
  browser,
  billing,
}) => {
  const { email, fullName } = newPerson('Alan')
  await page.goto('/operations')
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'Team' }).click()
  await expect(page.getByRole('heading', { name: 'Team', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Invite' }).click()
  const form = page.getByRole('dialog', { name: 'Invite a staff user' })
  await form.getByLabel('Full Name').fill(fullName)
  await form.getByLabel('Email').fill(email)
  await form.getByRole('combobox', { name: 'Role' }).selectOption('support')
  await form.getByRole('button', { name: 'Invite' }).click()
  const link = await page.getByLabel('Single-use link').inputValue()
  expect(link).toContain('/set-password#')
  await page.getByRole('button', { name: 'Close', exact: true }).last().click()
  const row = page.getByRole('listitem').filter({ hasText: email })
  await expect(row).toContainText('Support')
  await expect(row).toContainText('Invited')

  const theirs = await browser.newPage({ baseURL: billing.url })
  await theirs.goto(link)
  await field(theirs, 'Password').fill(password)
  await theirs.getByRole('button', { name: 'Set Password' }).click()
  await theirs.getByRole('link', { name: 'Sign in' }).click()
  await signInByForm(theirs, { email, password })
  await expect(theirs.getByRole('navigation', { name: 'Main' })).toBeVisible()

  await theirs.goto('/server')
  await expect(theirs.getByRole('heading', { name: 'Server', level: 1 })).toBeVisible()
  await expect(
    theirs.getByRole('link', { name: 'Reconciliation' }).or(theirs.getByRole('table')),
  ).toBeVisible()
  for (const name of ['Add Server', 'Pause everything', 'Test Connection'])
    await expect(theirs.getByRole('button', { name })).toHaveCount(0)
  const refused = await theirs.request.post('/api/v1/engine/pause', { data: {} })
  expect(refused.status()).toBe(403)
  expect(await refused.text()).toContain('engine.pause')
  await theirs.goto('/team')
  await expect(theirs.getByRole('heading', { name: 'Your role does not allow this' })).toBeVisible()

  await page.reload()
  await expect(row).toContainText('1 open session')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoSidewaysScroll(page)
  await row.getByRole('button', { name: /^Actions for/ }).click()
  await page.getByRole('menuitem', { name: 'Change role' }).click()
  await page.getByRole('combobox', { name: 'Role' }).selectOption('read-only')
  await page.getByRole('button', { name: 'Change role' }).click()
  await expect(row).toContainText('Read-only')

  // The new role ended their session.
  await theirs.goto('/customers')
  await expect(theirs.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible()
  await theirs.close()
})
