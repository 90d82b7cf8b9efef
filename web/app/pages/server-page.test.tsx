import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { sendEvent } from '../../testing/fake-event-source.ts'
import { openPage } from '../../testing/open-page.tsx'
import { server } from '../../testing/samples.ts'
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
    expect(screen.getByRole('button', { name: 'Add your first server' })).toBeEnabled()
    expect(screen.queryByRole('button', { name: words.servers.pauseAll })).not.toBeInTheDocument()
  },
  async error() {
    openPage('/server', { servers: { list: refuses('Servers are not available.') } })
    expect(await screen.findByText('Servers are not available.')).toBeVisible()
  },
})

test('opens the form when the checklist leads here', async () => {
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

test('asks why before it pauses a server', async () => {
  const user = openPage('/server', { servers: { list: () => ({ items: [server()] }) } })
  await user.click(await screen.findByRole('button', { name: 'Pause' }))
  const dialog = await screen.findByRole('dialog', { name: words.servers.pauseTitle('Production Server') })
  expect(within(dialog).getByLabelText(/Reason/)).toBeVisible()
})
