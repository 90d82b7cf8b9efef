import type { Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { field, textOf } from '../steps/add-customer.ts'
import { expectNoSidewaysScroll } from '../steps/layout.ts'
import { placeCustomer } from '../steps/scenery.ts'
import { signInByForm, signOut } from '../steps/session.ts'
import { admin } from '../system/billing.ts'
import { expect, test } from '../system/test.ts'

/** Each code is accepted once, so later sign-ins use the next one, which is valid early. */
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })

/** Sets up an authenticator app. @returns its secret and the recovery codes */
async function setUp(page: Page, password: string) {
  await page.getByRole('button', { name: 'Set up', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Your Password').fill(password)
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(dialog.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible()
  const secret = await dialog.getByRole('definition').innerText()
  await dialog.getByLabel('Code', { exact: true }).fill(codeOf(secret.trim()))
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  const list = dialog.getByRole('list', { name: 'Recovery codes' })
  await expect(list.getByRole('listitem')).toHaveCount(10)
  const codes = await list.getByRole('listitem').allInnerTexts()
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Download' }).click()
  expect((await download).suggestedFilename()).toBe('nextpanel-billing-recovery-codes.txt')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(textOf(page, '10 recovery codes left.')).toBeVisible()
  return { secret: secret.trim(), codes }
}

test.describe('on a system of its own', () => {
  test.use({ world: 'own' })

  test('an owner sets up two-factor sign-in, signs in with codes, and requires it of the team', async ({
    page,
  }) => {
    await page.goto('/account')
    const { secret, codes } = await setUp(page, admin.password)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectNoSidewaysScroll(page)
    await page.setViewportSize({ width: 1280, height: 800 })

    await signOut(page)
    await signInByForm(page, admin)
    await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible()
    await expect(field(page, 'Code')).toBeFocused()
    await field(page, 'Code').fill('000000')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('alert')).toContainText('The code is incorrect, or was already used.')
    await field(page, 'Code').fill(codeOf(secret, 1))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()

    await signOut(page)
    await signInByForm(page, admin)
    await page.getByRole('button', { name: 'Use a recovery code' }).click()
    await field(page, 'Recovery code').fill(codes[0] ?? '')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
    await page.goto('/account')
    await expect(textOf(page, '9 recovery codes left.')).toBeVisible()

    await page.goto('/team')
    await page.getByRole('button', { name: 'Require for all staff' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Require for all staff' }).click()
    await expect(textOf(page, 'All staff must use two-factor sign-in.')).toBeVisible()
    await page.goto('/customers')
    await expect(page.getByRole('heading', { name: 'Customers', level: 1 })).toBeVisible()
  })

  test('an owner who requires it without having it reaches only the account page until the setup', async ({
    page,
  }) => {
    await page.goto('/team')
    await page.getByRole('button', { name: 'Require for all staff' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Require for all staff' }).click()
    await expect(page).toHaveURL(/\/account$/)
    await page.goto('/customers')
    await expect(page).toHaveURL(/\/account$/)
    await expect(
      textOf(page, 'Your company requires two-factor sign-in. Set it up to use the console.'),
    ).toBeVisible()
    expect((await page.request.get('/api/v1/customers')).status()).toBe(403)
    await setUp(page, admin.password)
    await page.goto('/customers')
    await expect(page.getByRole('heading', { name: 'Customers', level: 1 })).toBeVisible()
  })
})

test('a customer sets up two-factor sign-in in the customer area', async ({ browser, billing, context }) => {
  const { person } = await placeCustomer({ request: context.request, billing })
  const theirs = await browser.newPage({ baseURL: billing.url })
  await theirs.goto('/login')
  await signInByForm(theirs, person)
  const { secret } = await setUp(theirs, person.password)
  await signOut(theirs)
  await signInByForm(theirs, person)
  await field(theirs, 'Code').fill(codeOf(secret, 1))
  await theirs.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(theirs.getByRole('heading', { name: 'My hosting' })).toBeVisible()
  await theirs.close()
})

test('a dangerous call long after the sign-in asks for the password, and then continues', async ({
  page,
}) => {
  await page.goto('/server')
  let refused = 0
  await page.route('**/api/v1/engine/pause', async (route) => {
    if (refused++ > 0) return route.continue()
    await route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'urn:nextpanel-billing:problem:reauthentication-required',
        title: 'Not allowed',
        status: 403,
        code: 'reauthentication-required',
        detail: 'Your last sign-in was more than 15 minutes ago.',
        requestId: 'r',
      }),
    })
  })
  await page.getByRole('button', { name: 'Pause everything' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Pause', exact: true }).click()
  const question = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await question.getByLabel('Password', { exact: true }).fill(admin.password)
  await question.getByRole('button', { name: 'Confirm', exact: true }).click()
  await expect(question).toBeHidden()
  await page.getByRole('button', { name: 'Resume', exact: false }).first().click()
  expect(refused).toBe(2)
})
