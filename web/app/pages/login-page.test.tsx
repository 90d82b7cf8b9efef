import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuseSignIn, refuses, signedOut } from '../../testing/fake-api.ts'
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
    openPage('/login', { session: { setupState: () => ({ required: true, passkeyDomain: null }) } }, null)
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

test('names the missing fields', async () => {
  const user = openPage('/login', {}, null)
  await user.click(await screen.findByRole('button', { name: 'Sign in' }))
  expect(await screen.findByText('Password is required.')).toBeVisible()
  expect(screen.getByLabelText('Email')).toHaveAccessibleDescription('Email is required.')
})

test('keeps the typed values after a wrong password', async () => {
  const user = openPage('/login', {}, null)
  await user.type(await screen.findByLabelText('Email'), 'grace@hosting.example')
  await user.type(screen.getByLabelText('Password'), 'wrong password')
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
  expect(await screen.findByText(words.session.wrongPassword)).toBeVisible()
  expect(screen.getByLabelText('Email')).toHaveValue('grace@hosting.example')
})

test('opens the requested page after the sign-in', async () => {
  let signedIn = false
  const user = openPage('/operations', { session: { viewer: () => (signedIn ? staff : signedOut()) } }, null)
  await user.type(await screen.findByLabelText('Email'), 'grace@hosting.example')
  await user.type(screen.getByLabelText('Password'), 'right password')
  signedIn = true
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
  expect(await screen.findByRole('heading', { name: 'Operations', level: 1 })).toBeVisible()
})

const foreignOrigin =
  'This request came from a page of https://billing.example, not from this application. Open the application at its own address; behind a proxy, set PUBLIC_URL to it.'
const problem = (status: number, code: string, detail: string) =>
  Response.json({ type: 'about:blank', title: 'Refused', status, code, detail, requestId: '' }, { status })

test.each([
  ['a foreign origin', () => problem(403, 'foreign-origin', foreignOrigin), foreignOrigin],
  ['an inactive login', () => problem(403, 'account-inactive', 'Not active.'), words.session.notActive],
  ['too many attempts', () => problem(429, 'too-many-requests', 'Too many.'), words.session.tooMany],
  ['an invalid body', () => problem(422, 'invalid-body', 'Email is too long.'), 'Email is too long.'],
  [
    'a database that is away',
    () => problem(503, 'database-unavailable', 'Try again soon.'),
    'Try again soon.',
  ],
  [
    'a page of a proxy',
    () => new Response('<h1>Forbidden</h1>', { status: 403 }),
    words.problems.unreadable(403),
  ],
  [
    'a proxy without a server',
    () => new Response('Bad Gateway', { status: 502 }),
    words.problems.unreadable(502),
  ],
  ['a password of the proxy', () => new Response('', { status: 401 }), words.problems.unreadable(401)],
])('shows why a sign-in was refused: %s', async (_, refusal, sentence) => {
  const user = openPage('/login', {}, null)
  refuseSignIn(refusal)
  await user.type(await screen.findByLabelText('Email'), 'grace@hosting.example')
  await user.type(screen.getByLabelText('Password'), 'any password')
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
  expect(await screen.findByText(sentence)).toBeVisible()
})

async function enterPassword(user: ReturnType<typeof openPage>) {
  await user.type(await screen.findByLabelText('Email'), 'grace@hosting.example')
  await user.type(screen.getByLabelText('Password'), 'password with a second factor')
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
  return screen.findByRole('heading', { name: words.twoFactor.stepTitle, level: 1 })
}

test('asks for a code after the password, and opens the page with a right one', async () => {
  let signedIn = false
  const user = openPage('/operations', { session: { viewer: () => (signedIn ? staff : signedOut()) } }, null)
  await enterPassword(user)
  const field = screen.getByLabelText(words.twoFactor.code)
  expect(field).toHaveFocus()
  expect(field).toHaveAttribute('autocomplete', 'one-time-code')
  await user.type(field, '654321')
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
  expect(await screen.findByText(words.twoFactor.wrongCode)).toBeVisible()
  await user.clear(field)
  await user.type(field, '123456')
  signedIn = true
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
  expect(await screen.findByRole('heading', { name: 'Operations', level: 1 })).toBeVisible()
})

test('accepts a recovery code, and leads back to the password', async () => {
  let signedIn = false
  const user = openPage('/operations', { session: { viewer: () => (signedIn ? staff : signedOut()) } }, null)
  await enterPassword(user)
  await user.click(screen.getByRole('button', { name: words.twoFactor.back }))
  await enterPassword(user)
  await user.click(screen.getByRole('button', { name: words.twoFactor.useRecoveryCode }))
  expect(screen.getByLabelText(words.twoFactor.recoveryCode)).toHaveFocus()
  await user.type(screen.getByLabelText(words.twoFactor.recoveryCode), 'right code')
  signedIn = true
  await user.click(screen.getByRole('button', { name: 'Sign in' }))
  expect(await screen.findByRole('heading', { name: 'Operations', level: 1 })).toBeVisible()
})
