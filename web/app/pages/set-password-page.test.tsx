import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { queryClient } from '../../lib/query-client.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage, renderAgain } from '../../testing/open-page.tsx'
import { words } from '../../words/index.ts'

const owner = { email: 'ada@example.com', name: 'Ada Lovelace', expiresAt: '2026-03-02T12:00:00.000Z' }

describeRoute('/set-password', {
  async loading() {
    openPage('/set-password#token', { passwordLinks: { inspect: never } }, null)
    expect(await screen.findByRole('status')).toHaveTextContent('Loading...')
  },
  async full() {
    openPage('/set-password#token', { passwordLinks: { inspect: () => owner } }, null)
    expect((await screen.findByText('Ada Lovelace')).closest('p')).toHaveTextContent(/^For Ada Lovelace/)
    expect(screen.getByLabelText('Password')).toBeVisible()
  },
  async empty() {
    openPage('/set-password', {}, null)
    expect(await screen.findByText(words.session.linkIncomplete)).toBeVisible()
    expect(screen.queryByLabelText('Password')).not.toBeInTheDocument()
  },
  async error() {
    openPage('/set-password#token', { passwordLinks: { inspect: refuses('This link was used.') } }, null)
    expect(await screen.findByRole('alert')).toHaveTextContent('This link was used.')
    expect(screen.getByRole('link', { name: words.session.toSignIn })).toHaveAttribute('href', '/login')
  },
})

test('sets the password with the token from the link', async () => {
  const used: unknown[] = []
  const user = openPage(
    '/set-password#token-1',
    {
      passwordLinks: {
        inspect: () => owner,
        use: (body) => {
          used.push(body)
          return { email: owner.email }
        },
      },
    },
    null,
  )
  await user.type(await screen.findByLabelText('Password'), 'a new password')
  await user.click(screen.getByRole('button', { name: 'Set Password' }))
  expect(await screen.findByText(words.session.passwordSet)).toBeVisible()
  expect(used).toEqual([{ token: 'token-1', password: 'a new password' }])
})

test('removes the token from the address, and keeps it through a reload', async () => {
  const inspected: unknown[] = []
  const inspect = (body: unknown) => {
    inspected.push(body)
    return owner
  }
  openPage('/set-password#token-1', { passwordLinks: { inspect } }, null)
  expect(await screen.findByLabelText('Password')).toBeVisible()
  expect(window.location.href).toMatch(/\/set-password$/)
  cleanup()
  queryClient.clear()
  // As after a reload: the same entry of the history.
  renderAgain({ passwordLinks: { inspect } }, null)
  expect(await screen.findByLabelText('Password')).toBeVisible()
  expect(inspected).toEqual([{ token: 'token-1' }, { token: 'token-1' }])
})

test('opens another link in the same tab', async () => {
  const inspected: unknown[] = []
  const inspect = (body: unknown) => {
    inspected.push(body)
    return owner
  }
  openPage('/set-password#token-1', { passwordLinks: { inspect } }, null)
  await screen.findByLabelText('Password')
  act(() => {
    window.location.hash = '#token-2'
  })
  await waitFor(() => expect(inspected).toContainEqual({ token: 'token-2' }))
  await waitFor(() => expect(window.location.hash).toBe(''))
})
