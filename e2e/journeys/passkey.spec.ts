import type { Page } from '@playwright/test'
import { textOf } from '../steps/add-customer.ts'
import { signInByForm, signOut } from '../steps/session.ts'
import { admin } from '../system/billing.ts'
import { expect, test } from '../system/test.ts'

test.use({ world: 'own', signedIn: false })

/** A device with a fingerprint sensor that always recognizes the user. */
async function addAuthenticator(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    refuseUser: () => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false }),
    acceptUser: () => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true }),
    credentials: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  }
}

test('a staff user adds a passkey, signs in with it, confirms with it and removes it', async ({
  page,
  billing,
}) => {
  // Without PUBLIC_URL, passkeys work on localhost only.
  const origin = billing.url.replace('127.0.0.1', 'localhost')
  const authenticator = await addAuthenticator(page)
  await page.goto(`${origin}/login?next=%2Faccount`)
  await signInByForm(page, admin)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' })
  await dialog.getByLabel('Name').fill('Work laptop')
  await dialog.getByLabel('Your Password').fill(admin.password)
  await dialog.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('list', { name: 'Your passkeys' })).toContainText('Work laptop')
  expect(await authenticator.credentials()).toHaveLength(1)

  await signOut(page)
  await authenticator.refuseUser()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(
    page.getByRole('alert').filter({ hasText: 'The browser did not use a passkey.' }),
  ).toBeVisible()
  await authenticator.acceptUser()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()

  let refused = 0
  await page.route('**/api/v1/me/recent-sign-in', async (route) => {
    if (refused++ > 0) return route.continue()
    await route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status: 403, code: 'reauthentication-required', detail: 'Too long ago.' }),
    })
  })
  await page.goto(`${origin}/audit`)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export CSV' }).click()
  await page
    .getByRole('dialog', { name: 'Confirm that it is you' })
    .getByRole('button', { name: 'Use a passkey' })
    .click()
  expect((await download).suggestedFilename()).toContain('.csv')

  await page.goto(`${origin}/account`)
  await page.getByRole('button', { name: 'Remove the passkey Work laptop' }).click()
  const question = page.getByRole('dialog')
  await question.getByLabel('Your Password').fill(admin.password)
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(textOf(page, 'The passkey was removed.')).toBeVisible()
  await signOut(page)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'The passkey was not accepted.' })).toBeVisible()
})

test('passkeys are not offered at an address where they do not work', async ({ page, billing }) => {
  await page.goto(`${billing.url}/login?next=%2Faccount`)
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toHaveCount(0)
  await signInByForm(page, admin)
  await expect(textOf(page, 'Passkeys work only at localhost. Open this page there.')).toBeVisible()
})
