import type { Page } from '@playwright/test'
import { field } from './add-customer.ts'

export async function signInByForm(page: Page, who: { email: string; password: string }): Promise<void> {
  await field(page, 'Email').fill(who.email)
  await field(page, 'Password').fill(who.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  const signIn = page.getByRole('heading', { name: 'Sign in', exact: true })
  // The hand-over tray asks first if it has credentials that were not copied.
  const discard = page.getByRole('button', { name: 'Discard', exact: true })
  await discard.or(signIn).waitFor()
  if (await discard.isVisible()) await discard.click()
  await signIn.waitFor()
}
