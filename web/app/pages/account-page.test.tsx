import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { OwnSession } from '#contracts/session/schemas.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { words } from '../../words/index.ts'

const text = words.account
const at = '2026-03-01T12:00:00.000Z'
const session = (change: Partial<OwnSession>): OwnSession => ({
  id: '00000000-0000-4000-8000-000000000001',
  isCurrent: true,
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  ipAddress: '192.0.2.7',
  createdAt: at,
  lastUsedAt: at,
  expiresAt: at,
  ...change,
})
const here = session({})
const phone = session({
  id: '00000000-0000-4000-8000-000000000002',
  isCurrent: false,
  userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
})

describeRoute('/account', {
  async loading() {
    openPage('/account', { session: { sessions: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/account', { session: { sessions: () => ({ items: [here, phone] }) } })
    const [first, second] = await screen.findAllByRole('listitem')
    expect(first).toHaveTextContent('Firefox on Linux')
    expect(first).toHaveTextContent(text.thisSession)
    expect(second).toHaveTextContent('Safari on iOS')
    expect(screen.getByLabelText('Current Password')).toBeVisible()
    expect(screen.getByRole('group', { name: text.theme })).toBeVisible()
    expect(screen.getByRole('link', { name: text.apiDocs })).toHaveAttribute('href', '/docs')
    expect(screen.getByText(words.keys.sheet)).toBeVisible()
  },
  async empty() {
    openPage('/account', { session: { sessions: () => ({ items: [here] }) } })
    expect(await screen.findByText(text.thisSession)).toBeVisible()
    expect(screen.queryByRole('button', { name: text.endOthers })).not.toBeInTheDocument()
  },
  async error() {
    openPage('/account', { session: { sessions: refuses('Sessions are not available.') } })
    expect(await screen.findByText('Sessions are not available.')).toBeVisible()
  },
})

test('signs out one session and removes it from the list', async () => {
  const ended: unknown[] = []
  const user = openPage('/account', {
    session: {
      sessions: () => ({ items: ended.length === 0 ? [here, phone] : [here] }),
      endSession: (input) => {
        ended.push(input)
        return {}
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.endSessionOf('Safari on iOS') }))
  expect(await screen.findByText(text.sessionEnded)).toBeVisible()
  await waitFor(() => expect(screen.queryByText('Safari on iOS')).not.toBeInTheDocument())
  expect(ended).toEqual([{ id: phone.id }])
})

test('changes the password and warns that other sessions end', async () => {
  const user = openPage('/account', { session: { changePassword: () => ({}) } })
  expect(await screen.findByText(words.session.changeSignsOut)).toBeVisible()
  await user.type(screen.getByLabelText('Current Password'), 'old password')
  await user.type(screen.getByLabelText('New Password'), 'right password')
  await user.click(screen.getByRole('button', { name: 'Change Password' }))
  expect(await screen.findByText(words.session.passwordChanged)).toBeVisible()
})

test('is reached from the account menu and chooses the theme', async () => {
  const user = openPage('/operations')
  await user.click(await screen.findByRole('button', { name: words.shell.yourAccount }))
  await user.click(await screen.findByRole('menuitem', { name: words.shell.yourAccount }))
  const themes = await screen.findByRole('group', { name: text.theme })
  await user.click(within(themes).getByRole('radio', { name: 'Dark' }))
  expect(document.documentElement).toHaveAttribute('data-theme', 'dark')
  await user.click(within(themes).getByRole('radio', { name: 'System' }))
})
