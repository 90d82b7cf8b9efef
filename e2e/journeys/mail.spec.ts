import { field, textOf } from '../steps/add-customer.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { signInByForm } from '../steps/session.ts'
import { type Mailbox, startMailbox } from '../system/mailbox.ts'
import { expect, test } from '../system/test.ts'

let mailbox: Mailbox
test.beforeAll(async () => {
  mailbox = await startMailbox()
})
test.afterAll(() => mailbox?.close())
// Settings of mail belong to the whole installation.
test.use({ world: 'own' })

test('staff set up mail, and a customer resets a forgotten password', async ({
  page,
  browser,
  billing,
  context,
}) => {
  await page.goto('/mail')
  await field(page, 'Server').fill('127.0.0.1')
  await field(page, 'Port').fill(String(mailbox.smtpPort))
  await page.getByLabel('Encryption').selectOption('none')
  await field(page, 'From Name').fill('Example Hosting')
  await field(page, 'From Address').fill('no-reply@hosting.example')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('button', { name: 'Send a test mail' }).click()
  await expect(textOf(page, '127.0.0.1 accepted the mail for admin@example.com.')).toBeVisible()

  const { person, customerId } = await placeCustomer({ request: context.request, billing })
  const theirs = await browser.newPage({ baseURL: billing.url })
  await theirs.goto('/login')
  await theirs.getByRole('link', { name: 'Forgot your password?' }).click()
  await expect(theirs.getByRole('heading', { name: 'Reset your password' })).toBeVisible()
  await field(theirs, 'Email').fill(person.email)
  await theirs.getByRole('button', { name: 'Send link' }).click()
  await expect(theirs.getByText('a mail with a link is on its way')).toBeVisible()

  await theirs.goto(mailbox.url)
  await expect(async () => {
    await theirs.reload()
    await expect(theirs.getByRole('heading', { name: 'Reset your password' })).toBeVisible({ timeout: 500 })
  }).toPass()
  const [mail] = await mailbox.mails()
  expect(mail?.to).toEqual([person.email])
  await theirs.goto((await theirs.getByRole('link', { name: /set-password#/ }).getAttribute('href')) ?? '')
  await field(theirs, 'Password').fill('a new password of mine')
  await theirs.getByRole('button', { name: 'Set Password' }).click()
  await expect(textOf(theirs, 'Your password is set. You can sign in now.')).toBeVisible()
  await theirs.getByRole('link', { name: 'Sign in' }).click()
  await signInByForm(theirs, { ...person, password: 'a new password of mine' })
  await expect(theirs.getByRole('heading', { name: 'My hosting' })).toBeVisible()
  await theirs.close()

  await page.goto(`/customers/${customerId}/mail`)
  await expect(page.getByRole('listitem').filter({ hasText: 'Password reset' })).toContainText('Sent')
})
