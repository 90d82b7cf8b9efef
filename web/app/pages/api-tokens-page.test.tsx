import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { NewApiToken } from '#contracts/api-tokens/schemas.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { apiToken, ids, staffAs } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.apiTokens
const address = '/settings/api-tokens'
const listOf = (...items: ReturnType<typeof apiToken>[]) => ({
  list: () => ({ items, nextCursor: null }),
})
const secret = `npb_${'a'.repeat(49)}`

describeRoute('/settings/api-tokens', {
  async loading() {
    openPage(address, { apiTokens: { list: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(address, {
      apiTokens: listOf(
        apiToken(),
        apiToken({
          id: ids.alan,
          name: 'Sync',
          isOwn: false,
          owner: { id: ids.alan, name: 'Alan Turing' },
          status: 'expired',
          lastUsedAt: null,
          expiresAt: '2026-02-01T12:00:00.000Z',
        }),
      ),
    })
    const rows = within(await screen.findByRole('list', { name: text.list })).getAllByText(/Created/)
    const [first, second] = rows.map((row) => row.closest('li'))
    expect(first).toHaveTextContent('Nightly report')
    expect(first).toHaveTextContent(text.status.active)
    expect(first).toHaveTextContent('2 permissions')
    expect(first).toHaveTextContent(text.noExpiry)
    expect(first).not.toHaveTextContent('of Grace Hopper')
    expect(second).toHaveTextContent('Sync')
    expect(second).toHaveTextContent('of Alan Turing')
    expect(second).toHaveTextContent(text.status.expired)
    expect(second).toHaveTextContent(text.neverUsed)
  },
  async empty() {
    openPage(address)
    expect(await screen.findByText(text.none)).toBeVisible()
    expect(screen.getByText(text.lifetime, { exact: false })).toBeVisible()
  },
  async error() {
    openPage(address, { apiTokens: { list: refuses('The tokens are not available.') } })
    expect(await screen.findByText('The tokens are not available.')).toBeVisible()
  },
})

async function openForm(answers: Parameters<typeof openPage>[1], viewer = staffAs('owner')) {
  const user = openPage(address, answers, viewer)
  await user.click(await screen.findByRole('button', { name: text.create }))
  const dialog = await screen.findByRole('dialog', { name: text.createTitle })
  return { user, dialog, form: within(dialog) }
}

test('creates a token with chosen permissions and an expiry, and shows it once', async () => {
  const sent: NewApiToken[] = []
  const { user, form } = await openForm({
    apiTokens: {
      ...listOf(),
      create: (input) => {
        sent.push(input)
        return { ...apiToken({ name: input.name }), token: secret }
      },
    },
  })
  await user.click(form.getByRole('button', { name: text.create }))
  expect(await form.findByText('Name is required.')).toBeVisible()
  expect(form.getByText('Choose at least one permission.')).toBeVisible()
  await user.type(form.getByLabelText(text.name), 'CI')
  await user.click(form.getByRole('button', { name: text.presets.read }))
  await user.click(form.getByRole('checkbox', { name: text.permission('customers.write') }))
  await user.click(form.getByRole('checkbox', { name: text.permission('mail.read') }))
  await user.selectOptions(form.getByLabelText(text.expiry), '30 days')
  await user.click(form.getByRole('button', { name: text.create }))
  const shown = await screen.findByRole('dialog', { name: text.createdTitle('CI') })
  expect(within(shown).getByLabelText(text.token)).toHaveValue(secret)
  expect(within(shown).getByText(text.shownOnce)).toBeVisible()
  expect(within(shown).getByRole('button', { name: words.common.copy })).toBeVisible()
  const [body] = sent
  expect(body?.permissions).toContain('customers.write')
  expect(body?.permissions).toContain('servers.read')
  expect(body?.permissions).not.toContain('mail.read')
  const days = (Date.parse(body?.expiresAt ?? '') - Date.now()) / 86_400_000
  expect(Math.round(days)).toBe(30)
  await user.click(within(shown).getByRole('button', { name: text.done }))
  await waitFor(() => expect(screen.queryByDisplayValue(secret)).not.toBeInTheDocument())
})

test('offers only permissions that the role has and a token can have, and can omit the expiry', async () => {
  const sent: NewApiToken[] = []
  const { user, form } = await openForm(
    {
      apiTokens: {
        ...listOf(),
        create: (input) => {
          sent.push(input)
          return { ...apiToken(), token: secret }
        },
      },
    },
    staffAs('admin'),
  )
  expect(form.queryByRole('checkbox', { name: text.permission('installation.decide') })).toBeNull()
  await user.type(form.getByLabelText(text.name), 'CI')
  await user.selectOptions(form.getByLabelText(text.expiry), text.expiries.never)
  expect(form.getByText(text.neverHelp)).toBeVisible()
  await user.click(form.getByRole('button', { name: text.presets.all }))
  await user.click(form.getByRole('button', { name: text.create }))
  await screen.findByLabelText(text.token)
  expect(sent[0]).not.toHaveProperty('expiresAt')
  expect(sent[0]?.permissions).toContain('hosting.terminate')
  for (const one of ['team.read', 'team.write', 'api-tokens.write', 'installation.decide'])
    expect(sent[0]?.permissions).not.toContain(one)
})

test('shows a taken name at its field, and says so if the token was returned before', async () => {
  let isTaken = true
  const message = 'You already have an API token with the name CI.'
  const { user, form } = await openForm({
    apiTokens: {
      ...listOf(),
      create: () => {
        if (isTaken) throw new Refused(message, { errors: [{ path: 'name', code: 'name-taken', message }] })
        return { ...apiToken(), token: null }
      },
    },
  })
  await user.type(form.getByLabelText(text.name), 'CI')
  await user.click(form.getByRole('button', { name: text.presets.read }))
  await user.click(form.getByRole('button', { name: text.create }))
  expect(await form.findByText(message)).toBeVisible()
  isTaken = false
  await user.click(form.getByRole('button', { name: text.create }))
  expect(await screen.findByText(text.notShownAgain)).toBeVisible()
})

test('revokes a token after a confirmation', async () => {
  const revoked: unknown[] = []
  const user = openPage(address, {
    apiTokens: {
      list: () => ({ items: revoked.length === 0 ? [apiToken()] : [], nextCursor: null }),
      revoke: (input) => {
        revoked.push(input)
        return {}
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.revokeOf('Nightly report') }))
  const dialog = await screen.findByRole('dialog', { name: text.revokeTitle('Nightly report') })
  expect(within(dialog).getByText(text.revokeMeans)).toBeVisible()
  await user.click(within(dialog).getByRole('button', { name: text.revoke }))
  expect(await screen.findByText(text.revoked('Nightly report'))).toBeVisible()
  expect(await screen.findByText(text.none)).toBeVisible()
  expect(revoked).toEqual([{ id: ids.run }])
})

test('is reached from the account menu by roles that have tokens', async () => {
  const user = openPage('/operations')
  await user.click(await screen.findByRole('button', { name: words.shell.yourAccount }))
  await user.click(await screen.findByRole('menuitem', { name: words.shell.apiTokens }))
  expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
})

test('is not offered to other roles', async () => {
  const user = openPage('/operations', {}, staffAs('support'))
  await user.click(await screen.findByRole('button', { name: words.shell.yourAccount }))
  await screen.findByRole('menu')
  expect(screen.queryByRole('menuitem', { name: words.shell.apiTokens })).toBeNull()
})
