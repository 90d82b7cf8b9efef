import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { openPage } from '../../testing/open-page.tsx'
import { words } from '../../words/index.ts'

describeRoute('/$', {
  loading: { why: 'The page asks the API for nothing.' },
  async full() {
    openPage('/no/such/page')
    expect(await screen.findByRole('heading', { name: words.shell.noSuchPage, level: 1 })).toBeVisible()
    expect(document.title).toBe('Page not found - NextPanel Billing')
  },
  empty: { why: 'The page has no data.' },
  error: { why: 'The page asks the API for nothing.' },
})

test('keeps the navigation and the search around an unknown address', async () => {
  openPage('/customers/one/two/three')
  expect(await screen.findByRole('heading', { name: words.shell.noSuchPage, level: 1 })).toBeVisible()
  expect(screen.getByRole('navigation', { name: words.shell.navigation })).toBeVisible()
  expect(screen.getByRole('button', { name: words.palette.open })).toBeVisible()
})

test('links from an unknown address to the start page', async () => {
  const user = openPage('/no/such/page', {})
  await user.click(await screen.findByRole('link', { name: words.shell.toStart }))
  expect(await screen.findByRole('heading', { name: 'Home', level: 1 })).toBeVisible()
})

test('asks a visitor without a session to sign in first', async () => {
  openPage('/no/such/page', {}, null)
  expect(await screen.findByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible()
})
