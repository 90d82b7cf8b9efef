import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses, signedOut } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { staff } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

describeRoute('/login', {
  async loading() {
    openPage('/login', { session: { setupState: never } }, null)
    expect(await screen.findByRole('button', { name: 'Sign in' })).toBeEnabled()
  },
  async full() {
    openPage('/login', {}, null)
    expect(await screen.findByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible()
    expect(screen.getByLabelText('Email')).toHaveAttribute('type', 'email')
    expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'password')
    expect(document.title).toBe('Sign in - NextPanel Billing')
  },
  async empty() {
    openPage('/login', { session: { setupState: () => ({ required: true }) } }, null)
    expect(await screen.findByText(words.session.noAdminYet)).toBeVisible()
    expect(screen.queryByLabelText('Email')).not.toBeInTheDocument()
  },
  async error() {
    // Whether the setup is missing is only a hint: signing in works without it.
    openPage('/login', { session: { setupState: refuses('Not available.') } }, null)
    expect(await screen.findByRole('button', { name: 'Sign in' })).toBeEnabled()
  },
})

test('starts with the focus in the email field', async () => {
  openPage('/login', {}, null)
  expect(await screen.findByLabelText('Email')).toHaveFocus()
})

test('names the fields that are missing', async () => {
  const user = openPage('/login', {}, null)
  await user.click(await screen.findByRole('button', { name: 'Sign in' }))
  expect(await screen.findByText('Password is required.')).toBeVisible()
  expect(screen.getByLabelText('Email')).toHaveAccessibleDescription('Email is required.')
})

test('keeps what was typed after a wrong password', async () => {
  const user = openPage('/login', {}, null)
  await user.type(await screen.findByLabelText('Email'), 'grace@hosting.example')
  await user.type(screen.getByLabelText('Password'), 'wrong password')
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
  expect(await screen.findByText(words.session.wrongPassword)).toBeVisible()
  expect(screen.getByLabelText('Email')).toHaveValue('grace@hosting.example')
})

test('leads to the page that asked for the sign-in', async () => {
  let signedIn = false
  const user = openPage('/operations', { session: { viewer: () => (signedIn ? staff : signedOut()) } }, null)
  await user.type(await screen.findByLabelText('Email'), 'grace@hosting.example')
  await user.type(screen.getByLabelText('Password'), 'right password')
  signedIn = true
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
  expect(await screen.findByRole('heading', { name: 'Operations', level: 1 })).toBeVisible()
})
