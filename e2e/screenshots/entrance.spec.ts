import type { Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { field } from '../steps/add-customer.ts'
import { signInByForm } from '../steps/session.ts'
import { admin } from '../system/billing.ts'
import { expect, test } from '../system/test.ts'
import { picture } from './camera.ts'

// Passkeys work at localhost only.
const atLocalhost = (url: string) => url.replace('127.0.0.1', 'localhost')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test.describe('the first start', () => {
  test.use({ world: 'first-start' })

  test('setup', async ({ page, billing }) => {
    await page.goto('/login')
    await page.getByText(/This installation has no admin yet\./).waitFor()
    await picture(page, 'login-no-admin')
    await page.goto(billing.setupUrl ?? '')
    await button(page, 'Create Admin').waitFor()
    await picture(page, 'setup', { 'wide-light': 'setup' })
    await button(page, 'Create Admin').click()
    await page.getByText('Email is required.').waitFor()
    await picture(page, 'setup-errors')
  })
})

test.describe('sign-in', () => {
  test.use({ world: 'own', signedIn: false })

  test('the pages before sign-in', async ({ page, billing }) => {
    await page.goto(`${atLocalhost(billing.url)}/login`)
    await button(page, 'Sign in').waitFor()
    await picture(page, 'login-with-passkey')
    await page.goto('/login')
    await button(page, 'Sign in').waitFor()
    await picture(page, 'login', { 'wide-light': 'sign-in', 'phone-dark': 'sign-in-phone-dark' })
    await signInByForm(page, { ...admin, password: 'not the password' })
    await expect(page.getByRole('alert')).toContainText('Incorrect')
    await picture(page, 'login-refused')
    await page.goto('/forgot-password')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await picture(page, 'forgot-password', { 'wide-light': 'forgot-password' })
    await field(page, 'Email').fill('somebody@example.com')
    await button(page, 'Send link').click()
    await page.getByText('This system cannot send mail.').waitFor()
    await picture(page, 'forgot-password-no-mail')
    await page.goto('/confirm-email#a-token')
    await button(page, 'Confirm Email').waitFor()
    await picture(page, 'confirm-email')
    await page.goto('/set-password#a-wrong-token')
    await page.getByRole('alert').waitFor()
    await picture(page, 'set-password-wrong-link')
    await page.goto('/setup')
    await page.getByRole('heading', { name: 'Already set up' }).waitFor()
    await picture(page, 'setup-done')
  })
})

test.describe('a staff user', () => {
  test.use({ world: 'own' })

  test('two-factor sign-in, passkeys and the set-password page', async ({ page, billing, browser }) => {
    await page.goto('/team')
    await button(page, 'Invite').click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Full Name').fill('Ada Okafor')
    await form.getByLabel('Email').fill('ada.okafor@example.com')
    await form.getByRole('button', { name: 'Invite' }).click()
    const link = await page.getByLabel('Single-use link').inputValue()
    await page.keyboard.press('Escape')
    const theirs = await browser.newPage({ baseURL: billing.url })
    await theirs.goto(link)
    await field(theirs, 'Password').fill('a long and odd phrase 4471')
    await theirs.waitForTimeout(1_000)
    await picture(theirs, 'set-password', { 'wide-light': 'set-password' })
    await theirs.close()

    await page.goto('/account')
    await button(page, 'Set up').waitFor()
    await picture(page, 'account', { 'wide-light': 'account' })
    await button(page, 'Set up').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Your Password').waitFor()
    await picture(page, 'two-factor-password')
    await dialog.getByLabel('Your Password').fill(admin.password)
    await dialog.getByRole('button', { name: 'Next' }).click()
    await dialog.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
    await picture(page, 'two-factor-code')
    const secret = (await dialog.getByRole('definition').innerText()).trim()
    await dialog
      .getByLabel('Code', { exact: true })
      .fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate())
    await dialog.getByRole('button', { name: 'Turn on' }).click()
    await dialog.getByRole('list', { name: 'Recovery codes' }).waitFor()
    await picture(page, 'two-factor-recovery-codes')
    await dialog.getByRole('button', { name: 'Done' }).click()
    await page.getByText('10 recovery codes left.').waitFor()
    await picture(page, 'account-two-factor')
    for (const opener of ['New recovery codes', 'Turn off']) {
      await button(page, opener).click()
      await dialog.waitFor()
      await picture(page, `two-factor-${opener.toLowerCase().replaceAll(' ', '-')}`)
      await page.keyboard.press('Escape')
    }
    await page.context().clearCookies()
    await page.goto('/login')
    await signInByForm(page, admin)
    await page.getByRole('heading', { name: 'Enter your code' }).waitFor()
    await picture(page, 'second-step', { 'wide-light': 'second-step' })
    await button(page, 'Use a recovery code').click()
    await picture(page, 'second-step-recovery')
  })

  test('the account page with a passkey', async ({ page, billing }) => {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto(`${atLocalhost(billing.url)}/login?next=%2Faccount`)
    await signInByForm(page, admin)
    await button(page, 'Add a passkey').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Work laptop')
    await dialog.getByLabel('Your Password').fill(admin.password)
    await picture(page, 'passkey-add')
    await dialog.getByRole('button', { name: 'Add a passkey' }).click()
    await expect(dialog).toBeHidden()
    await page.getByText('Work laptop').first().waitFor()
    await picture(page, 'account-passkeys')
  })
})
