import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { OwnSession } from '#contracts/session/schemas.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { staff } from '../../testing/samples.ts'
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

const secondFactor = words.twoFactor
const noPasskeys = { passkeys: [], passkeyDomain: 'localhost' }
const codes = Array.from({ length: 10 }, (_, n) => `AAAA-BBBB-CCCC-DDD${n}`)

test('sets up two-factor sign-in: password, QR code, code, recovery codes', async () => {
  const sent: unknown[] = []
  let isSetUp = false
  const user = openPage('/account', {
    factors: {
      get: () => ({
        ...noPasskeys,
        totp: isSetUp ? { since: at, recoveryCodesLeft: 10 } : null,
        required: false,
      }),
      startTotp: (input) => {
        sent.push(input)
        return { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP' }
      },
      confirmTotp: (input) => {
        sent.push(input)
        isSetUp = true
        return { recoveryCodes: codes }
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: secondFactor.setUp }))
  const dialog = await screen.findByRole('dialog', { name: secondFactor.setUpTitle })
  await user.type(within(dialog).getByLabelText(secondFactor.password), 'my password')
  await user.click(screen.getByRole('button', { name: secondFactor.next }))
  expect(await screen.findByRole('img', { name: secondFactor.qrCode })).toBeVisible()
  expect(screen.getByText('JBSWY3DPEHPK3PXP')).toBeVisible()
  expect(screen.getByLabelText(secondFactor.code)).toHaveAttribute('autocomplete', 'one-time-code')
  await user.type(screen.getByLabelText(secondFactor.code), '123 456')
  await user.click(screen.getByRole('button', { name: secondFactor.turnOn }))
  const list = await screen.findByRole('list', { name: secondFactor.codesList })
  expect(within(list).getAllByRole('listitem')).toHaveLength(10)
  await user.click(screen.getByRole('button', { name: secondFactor.done }))
  expect(await screen.findByText(secondFactor.codesLeft(10))).toBeVisible()
  expect(sent).toEqual([{ currentPassword: 'my password' }, { code: '123 456' }])
})

test('creates new recovery codes, and turns two-factor sign-in off', async () => {
  let removed: unknown = null
  const user = openPage('/account', {
    factors: {
      get: () => ({
        ...noPasskeys,
        totp: removed ? null : { since: at, recoveryCodesLeft: 2 },
        required: false,
      }),
      replaceRecoveryCodes: () => ({ recoveryCodes: codes }),
      removeTotp: (input) => {
        removed = input
        return {}
      },
    },
  })
  expect(await screen.findByText(secondFactor.fewCodes)).toBeVisible()
  await user.click(screen.getByRole('button', { name: secondFactor.newCodes }))
  const question = await screen.findByRole('dialog', { name: secondFactor.newCodesTitle })
  await user.type(within(question).getByLabelText(secondFactor.password), 'my password')
  await user.click(screen.getByRole('button', { name: secondFactor.create }))
  expect(await screen.findByText('AAAA-BBBB-CCCC-DDD0')).toBeVisible()
  await user.click(screen.getByRole('button', { name: secondFactor.done }))
  await user.click(await screen.findByRole('button', { name: secondFactor.turnOff }))
  const dialog = await screen.findByRole('dialog', { name: secondFactor.turnOffTitle })
  await user.type(within(dialog).getByLabelText(secondFactor.password), 'my password')
  await user.type(within(dialog).getByLabelText(secondFactor.code), '123456')
  await user.click(within(dialog).getByRole('button', { name: secondFactor.turnOff }))
  expect(await screen.findByText(secondFactor.turnedOff)).toBeVisible()
  expect(removed).toEqual({ currentPassword: 'my password', code: '123456' })
})

test('is the only page while a second factor is required and missing', async () => {
  openPage(
    '/customers',
    { factors: { get: () => ({ ...noPasskeys, totp: null, required: true }) } },
    { ...staff, permissions: [], needsFactor: true },
  )
  expect(await screen.findByText(secondFactor.required)).toBeVisible()
  expect(window.location.pathname).toBe('/account')
})

test('asks for a code after a change of the password if the login has a second factor', async () => {
  const user = openPage('/account', { session: { changePassword: () => ({}) } })
  await user.type(await screen.findByLabelText('Current Password'), 'old password')
  await user.type(screen.getByLabelText('New Password'), 'password with a second factor')
  await user.click(screen.getByRole('button', { name: 'Change Password' }))
  const dialog = await screen.findByRole('dialog', { name: words.session.signInAgain })
  await user.type(within(dialog).getByLabelText('Password'), 'password with a second factor')
  await user.click(within(dialog).getByRole('button', { name: 'Sign in' }))
  await user.type(await within(dialog).findByLabelText(secondFactor.code), '123456')
  await user.click(within(dialog).getByRole('button', { name: 'Sign in' }))
  expect(await screen.findByText(words.session.passwordChanged)).toBeVisible()
})

test('lists passkeys and removes one, and names the address where they work', async () => {
  let removed: unknown = null
  const laptop = {
    id: '00000000-0000-4000-8000-000000000021',
    name: 'Laptop',
    createdAt: at,
    lastUsedAt: null,
  }
  const user = openPage('/account', {
    factors: {
      get: () => ({
        totp: null,
        required: false,
        passkeys: removed ? [] : [laptop],
        passkeyDomain: 'billing.example',
      }),
      removePasskey: (input) => {
        removed = input
        return {}
      },
    },
  })
  expect(await screen.findByText(words.passkeys.otherAddress('billing.example'))).toBeVisible()
  expect(screen.getByRole('list', { name: words.passkeys.list })).toHaveTextContent(words.passkeys.neverUsed)
  await user.click(screen.getByRole('button', { name: words.passkeys.removeOf('Laptop') }))
  const dialog = await screen.findByRole('dialog', { name: words.passkeys.removeTitle('Laptop') })
  await user.type(within(dialog).getByLabelText(secondFactor.password), 'my password')
  await user.click(within(dialog).getByRole('button', { name: words.passkeys.remove }))
  expect(await screen.findByText(words.passkeys.removed)).toBeVisible()
  expect(removed).toEqual({ id: laptop.id, currentPassword: 'my password' })
})

test('says that passkeys need a public address', async () => {
  openPage('/account', {
    factors: { get: () => ({ totp: null, required: false, passkeys: [], passkeyDomain: null }) },
  })
  expect(await screen.findByText(words.passkeys.needsPublicUrl)).toBeVisible()
  expect(screen.queryByRole('button', { name: words.passkeys.add })).not.toBeInTheDocument()
})
