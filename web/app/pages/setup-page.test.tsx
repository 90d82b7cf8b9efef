import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { staff } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const required = () => ({ required: true, passkeyDomain: null })

describeRoute('/setup', {
  async loading() {
    openPage('/setup#token=secret', { session: { setupState: never } }, null)
    expect(await screen.findByRole('heading', { name: 'Create the first admin' })).toBeVisible()
  },
  async full() {
    openPage('/setup#token=secret', { session: { setupState: required } }, null)
    expect(await screen.findByRole('heading', { name: 'Create the first admin' })).toBeVisible()
    for (const label of ['Email', 'Full Name', 'Password']) expect(screen.getByLabelText(label)).toBeVisible()
    expect(screen.getByRole('button', { name: 'Create Admin' })).toBeEnabled()
  },
  async empty() {
    openPage('/setup', { session: { setupState: required } }, null)
    expect(await screen.findByText(words.session.setUpIncomplete)).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Create Admin' })).not.toBeInTheDocument()
  },
  async error() {
    openPage('/setup#token=secret', { session: { setupState: refuses('Not available.') } }, null)
    expect(await screen.findByText('Not available.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Retry' })).toBeVisible()
  },
})

test('links to sign-in if the first admin exists', async () => {
  openPage('/setup#token=secret', {}, null)
  expect(await screen.findByRole('heading', { name: words.session.setUpAlready })).toBeVisible()
  expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/login')
})

async function fillIn(user: ReturnType<typeof openPage>) {
  await user.type(await screen.findByLabelText('Email'), 'grace@hosting.example')
  await user.type(screen.getByLabelText('Full Name'), 'Grace Hopper')
  await user.type(screen.getByLabelText('Password'), 'right password')
  await user.click(screen.getByRole('button', { name: 'Create Admin' }))
}

test('creates the first admin, signs them in and shows the start page', async () => {
  const sent: unknown[] = []
  const user = openPage('/setup#token=secret', {
    session: {
      setupState: required,
      setup: (body) => {
        sent.push(body)
        return staff
      },
    },
  })
  await fillIn(user)
  expect(await screen.findByRole('heading', { name: 'Home', level: 1 })).toBeVisible()
  expect(sent).toEqual([
    { token: 'secret', email: 'grace@hosting.example', fullName: 'Grace Hopper', password: 'right password' },
  ])
})

test('shows the error of a refused field at that field', async () => {
  const refusal = new Refused('Correct the email address.', {
    status: 422,
    errors: [{ path: 'email', code: 'taken', message: 'This address is taken.' }],
  })
  const user = openPage(
    '/setup#token=secret',
    {
      session: {
        setupState: required,
        setup: () => {
          throw refusal
        },
      },
    },
    null,
  )
  await fillIn(user)
  expect(await screen.findByText('This address is taken.')).toBeVisible()
  expect(screen.getByLabelText('Email')).toHaveFocus()
})
