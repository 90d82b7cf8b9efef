import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { ServerMode } from '#contracts/servers/schemas.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { sendEvent } from '../../testing/fake-event-source.ts'
import { openPage } from '../../testing/open-page.tsx'
import { at, ids, server } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const one = { servers: { list: () => ({ items: [server()] }) } }
const busy = () => ({
  since: at,
  items: [
    {
      serverId: ids.server,
      creations: { succeeded: 3, notSucceeded: 1, underWay: 0, medianMs: 1500 },
      queue: { queued: 1, running: 0, waiting: 1, needsPerson: 2 },
    },
  ],
})

async function choose(user: UserEvent, action: string) {
  await user.click(await screen.findByRole('button', { name: words.servers.moreFor('Production Server') }))
  await user.click(await screen.findByRole('menuitem', { name: action }))
}

describeRoute('/server', {
  async loading() {
    openPage('/server', { servers: { list: never } })
    expect(await screen.findByRole('heading', { name: 'Server', level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/server', { servers: { list: () => ({ items: [server()] }) }, statistics: { servers: busy } })
    const row = await screen.findByRole('rowgroup', { name: 'Production Server' })
    expect(within(row).getByRole('link', { name: 'Production Server' })).toBeVisible()
    expect(within(row).getByRole('heading').parentElement).toHaveTextContent('Online')
    expect(within(row).getByText('5 of 100 used')).toBeVisible()
    expect(await within(row).findByRole('link', { name: '4 open' })).toBeVisible()
    expect(within(row).getByText('75%')).toBeVisible()
    expect(within(row).getAllByRole('button')).toHaveLength(2)
    expect(within(row).getByRole('button', { name: 'Test Connection' })).toBeEnabled()
  },
  async empty() {
    openPage('/server')
    expect(await screen.findByText('No servers yet.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Add Server' })).toBeEnabled()
    expect(screen.getByRole('button', { name: 'Add your first server' })).toBeEnabled()
    expect(screen.queryByRole('button', { name: words.servers.pauseAll })).not.toBeInTheDocument()
  },
  async error() {
    openPage('/server', { servers: { list: refuses('Servers are not available.') } })
    expect(await screen.findByText('Servers are not available.')).toBeVisible()
  },
})

test('opens the form from the link of the checklist', async () => {
  openPage('/server?add=yes')
  expect(await screen.findByRole('dialog', { name: 'Add a server' })).toBeVisible()
})

test('shows changes of a server as they arrive', async () => {
  openPage('/server', { servers: { list: () => ({ items: [server()] }) } })
  await screen.findByText('Online')
  sendEvent('/api/v1/servers/events', { items: [server({ status: 'offline' })] })
  expect(await screen.findByText('Offline')).toBeVisible()
})

test('shows each check of a connection test', async () => {
  const check = { id: 'key', state: 'fail' as const, message: 'The key was refused.', durationMs: 12 }
  const user = openPage('/server', {
    servers: {
      list: () => ({ items: [server()] }),
      test: () => ({ server: server({ status: 'needs-operator' }), ok: false, checks: [check] }),
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Test Connection' }))
  expect(await screen.findByText('The key was refused.', { exact: false })).toBeVisible()
})

test.each([
  words.servers.edit,
  words.servers.changeMode,
  words.servers.pause,
  words.servers.remove,
])('"%s" isolates the name of the server in its title', async (action) => {
  const user = openPage('/server', one)
  await choose(user, action)
  const title = await within(await screen.findByRole('dialog')).findByRole('heading', {
    name: /Production Server$/,
  })
  expect(within(title).getByText('Production Server').tagName).toBe('BDI')
})

test('asks for a reason before it pauses a server', async () => {
  const user = openPage('/server', one)
  await choose(user, 'Pause')
  const dialog = await screen.findByRole('dialog', { name: words.servers.pauseTitle('Production Server') })
  expect(within(dialog).getByLabelText(/Reason/)).toBeVisible()
})

test('asks before it changes the mode of a server, and can undo the change', async () => {
  let mode: ServerMode = 'active'
  const changes: unknown[] = []
  const user = openPage('/server', {
    servers: {
      list: () => ({ items: [server({ mode })] }),
      change: (change) => {
        mode = change.mode ?? mode
        changes.push(change.mode)
        return server({ mode })
      },
    },
  })
  await choose(user, words.servers.changeMode)
  const dialog = await screen.findByRole('dialog', { name: words.servers.modeOf('Production Server') })
  await user.click(within(dialog).getByRole('radio', { name: 'Maintenance' }))
  expect(changes).toEqual([])
  await user.click(within(dialog).getByRole('button', { name: words.servers.changeMode }))
  const row = screen.getByRole('rowgroup', { name: 'Production Server' })
  expect(await within(row).findByText('Maintenance')).toBeVisible()
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(changes).toEqual(['maintenance', 'active']))
  await waitFor(() => expect(within(row).queryByText('Maintenance')).not.toBeInTheDocument())
})

const savedLogin = { user: 'ada@example.com', password: 'Staff-Password-1' }

/** Fills a saved login as a browser does: a password field and the text field before it. */
function fillSavedLogin(form: HTMLElement) {
  const inputs = [...form.querySelectorAll('input')]
  for (const [position, input] of inputs.entries()) {
    if (input.type !== 'password') continue
    const before = inputs[position - 1]
    if (before) fireEvent.input(before, { target: { value: savedLogin.user } })
    fireEvent.input(input, { target: { value: savedLogin.password } })
  }
}

async function openEdit(changed: unknown[]) {
  const user = openPage('/server', {
    servers: {
      list: () => ({ items: [server()] }),
      change: (input) => {
        changed.push(input)
        return server()
      },
      test: () => ({ server: server(), ok: true, checks: [] }),
    },
  })
  await choose(user, 'Edit')
  const dialog = await screen.findByRole('dialog', { name: words.servers.editTitle('Production Server') })
  await within(dialog).findByLabelText('Capacity')
  return { user, dialog }
}

test('sends only the capacity when only the capacity changes, though a browser has a saved login', async () => {
  const changed: unknown[] = []
  const { user, dialog } = await openEdit(changed)
  expect(within(dialog).queryByLabelText('API Key')).toBeNull()
  expect(within(dialog).queryByLabelText('API Secret')).toBeNull()
  fillSavedLogin(dialog)
  const capacity = within(dialog).getByLabelText('Capacity')
  await user.clear(capacity)
  await user.type(capacity, '42')
  await user.click(within(dialog).getByRole('button', { name: 'Save' }))
  await expect.poll(() => changed).toEqual([{ id: ids.server, capacity: 42 }])
})

test('Ctrl+Enter submits the form of a dialog, as the list of keyboard shortcuts says', async () => {
  const changed: unknown[] = []
  const { user, dialog } = await openEdit(changed)
  const capacity = within(dialog).getByLabelText('Capacity')
  await user.clear(capacity)
  await user.type(capacity, '43{Control>}{Enter}{/Control}')
  await expect.poll(() => changed).toEqual([{ id: ids.server, capacity: 43 }])
})

test('sends no request without changes', async () => {
  const changed: unknown[] = []
  const { user, dialog } = await openEdit(changed)
  await user.click(within(dialog).getByRole('button', { name: 'Save' }))
  await expect.poll(() => dialog.isConnected).toBe(false)
  expect(changed).toEqual([])
})

test('sends a new key that staff enter, without a field that browsers fill with a saved login', async () => {
  const changed: unknown[] = []
  const { user, dialog } = await openEdit(changed)
  await user.click(within(dialog).getByRole('button', { name: 'Enter a new key' }))
  expect(dialog.querySelectorAll('input[type=password]')).toHaveLength(0)
  fillSavedLogin(dialog)
  await user.type(within(dialog).getByLabelText('API Key'), 'npk_new')
  await user.type(within(dialog).getByLabelText('API Secret'), 'nps_new')
  await user.click(within(dialog).getByRole('button', { name: 'Save' }))
  await expect.poll(() => changed).toEqual([{ id: ids.server, apiKey: 'npk_new', apiSecret: 'nps_new' }])
})

test('discards a typed key when staff keep the current one', async () => {
  const changed: unknown[] = []
  const { user, dialog } = await openEdit(changed)
  await user.click(within(dialog).getByRole('button', { name: 'Enter a new key' }))
  await user.type(within(dialog).getByLabelText('API Key'), 'npk_new')
  await user.click(within(dialog).getByRole('button', { name: 'Keep the current key' }))
  await user.type(within(dialog).getByLabelText('Name'), ' 2')
  await user.click(within(dialog).getByRole('button', { name: 'Save' }))
  await expect.poll(() => changed).toEqual([{ id: ids.server, name: 'Production Server 2' }])
})

test('asks for the key before it tests another address', async () => {
  const { user, dialog } = await openEdit([])
  await user.type(within(dialog).getByLabelText('Base URL'), '/elsewhere')
  await user.click(within(dialog).getByRole('button', { name: 'Test Connection' }))
  expect(await within(dialog).findByText('API Key is required.')).toBeVisible()
  expect(within(dialog).getByLabelText('API Key')).toHaveFocus()
})

test('asks for key and secret again, with the reason, when the address changes, and sends them with it', async () => {
  const changed: unknown[] = []
  const { user, dialog } = await openEdit(changed)
  const address = within(dialog).getByLabelText('Base URL')
  await user.type(address, '/')
  expect(within(dialog).queryByLabelText('API Key')).toBeNull()
  await user.type(address, 'panel')
  expect(within(dialog).getByText(words.servers.keyAgain)).toBeVisible()
  expect(within(dialog).queryByRole('button', { name: 'Keep the current key' })).toBeNull()
  await user.click(within(dialog).getByRole('button', { name: 'Save' }))
  expect(await within(dialog).findByText('API Key is required.')).toBeVisible()
  expect(within(dialog).getByText('API Secret is required.')).toBeVisible()
  expect(changed).toEqual([])
  await user.type(within(dialog).getByLabelText('API Key'), 'npk_new')
  await user.type(within(dialog).getByLabelText('API Secret'), 'nps_new')
  await user.click(within(dialog).getByRole('button', { name: 'Save' }))
  await expect
    .poll(() => changed)
    .toEqual([
      { id: ids.server, baseUrl: `${server().baseUrl}/panel`, apiKey: 'npk_new', apiSecret: 'nps_new' },
    ])
})

test('asks for the key again for another CA Certificate, and no longer when it is removed', async () => {
  const { user, dialog } = await openEdit([])
  await user.click(within(dialog).getByText(words.servers.authorityTitle))
  const authority = within(dialog).getByLabelText(/^CA Certificate/)
  await user.type(authority, 'x')
  expect(within(dialog).getByLabelText('API Secret')).toBeVisible()
  await user.clear(authority)
  expect(within(dialog).queryByLabelText('API Secret')).toBeNull()
})
