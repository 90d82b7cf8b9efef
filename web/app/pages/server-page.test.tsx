import { fireEvent, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { sendEvent } from '../../testing/fake-event-source.ts'
import { openPage } from '../../testing/open-page.tsx'
import { ids, server } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

describeRoute('/server', {
  async loading() {
    openPage('/server', { servers: { list: never } })
    expect(await screen.findByRole('heading', { name: 'Server', level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/server', { servers: { list: () => ({ items: [server()] }) } })
    expect(await screen.findByRole('link', { name: 'Production Server' })).toBeVisible()
    expect(screen.getByText('Online')).toBeVisible()
    expect(screen.getByText('5 of 100 used')).toBeVisible()
    for (const name of ['Test Connection', 'Edit', 'Pause', 'Remove'])
      expect(screen.getByRole('button', { name })).toBeEnabled()
  },
  async empty() {
    openPage('/server')
    expect(await screen.findByText('No servers yet.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Add Server' })).toBeEnabled()
  },
  async error() {
    openPage('/server', { servers: { list: refuses('Servers are not available.') } })
    expect(await screen.findByText('Servers are not available.')).toBeVisible()
  },
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

test('asks why before it pauses a server', async () => {
  const user = openPage('/server', { servers: { list: () => ({ items: [server()] }) } })
  await user.click(await screen.findByRole('button', { name: 'Pause' }))
  const dialog = await screen.findByRole('dialog', { name: words.servers.pauseTitle('Production Server') })
  expect(within(dialog).getByLabelText(/Reason/)).toBeVisible()
})

const savedLogin = { user: 'ada@example.com', password: 'Staff-Password-1' }

/** Fills a login as a browser does: a password field and the text field before it, without the user. */
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
  await user.click(await screen.findByRole('button', { name: 'Edit' }))
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

test('sends nothing when nothing changed', async () => {
  const changed: unknown[] = []
  const { user, dialog } = await openEdit(changed)
  await user.click(within(dialog).getByRole('button', { name: 'Save' }))
  await expect.poll(() => dialog.isConnected).toBe(false)
  expect(changed).toEqual([])
})

test('sends a new key that staff enter, and never as a field that browsers take for a login', async () => {
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

test('forgets a typed key when staff keep the present one', async () => {
  const changed: unknown[] = []
  const { user, dialog } = await openEdit(changed)
  await user.click(within(dialog).getByRole('button', { name: 'Enter a new key' }))
  await user.type(within(dialog).getByLabelText('API Key'), 'npk_new')
  await user.click(within(dialog).getByRole('button', { name: 'Keep the present key' }))
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
