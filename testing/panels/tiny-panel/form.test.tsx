// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { rolePermissions } from '#contracts/roles.ts'
import type { Viewer } from '#contracts/session/schemas.ts'
import { panelDrivers } from '#panels/index.ts'
import type { PanelDriver } from '#panels/kit/index.ts'
import { listPanels } from '#server/domain/panels/index.ts'
import { AccountActions } from '../../../web/features/hosting/account-actions.tsx'
import { AddServerDialog } from '../../../web/features/servers/add-server-dialog.tsx'
import { ViewerProvider } from '../../../web/shared/session/may.tsx'
import { description } from './description.ts'
import { tinyPanel } from './index.ts'

const owner: Viewer = {
  userId: 'owner-1',
  role: 'owner',
  permissions: [...rolePermissions.owner],
  email: 'grace@hosting.example',
  name: 'Grace Hopper',
  customerId: null,
  twoFactor: false,
  needsFactor: false,
}

const json = (value: unknown, status = 200) =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } })

let panels: PanelDescription[]
let posted: unknown[]
beforeEach(() => {
  posted = []
  vi.stubGlobal('fetch', async (input: Request) => {
    const { pathname } = new URL(input.url)
    if (pathname === '/api/v1/panels') return json({ items: panels })
    posted.push(await input.json())
    return json({ title: 'x', status: 409, detail: 'Not saved in this test.', code: 'server-exists' }, 409)
  })
  // jsdom has no layout.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const register = (...drivers: PanelDriver[]) => {
  const all = new Map([...panelDrivers, ...drivers.map((driver) => [driver.id, driver] as const)])
  panels = JSON.parse(JSON.stringify(listPanels({ drivers: all }).items))
}

const show = (page: ReactNode) =>
  render(<QueryClientProvider client={new QueryClient()}>{page}</QueryClientProvider>)

async function openForm() {
  show(<AddServerDialog onClose={() => {}} onAdded={() => {}} />)
  await screen.findByLabelText('Name')
  return within(screen.getByRole('dialog', { name: 'Add a server' }))
}

test('with one driver, the form shows its fields and offers no choice', async () => {
  register()
  const form = await openForm()
  for (const label of ['Base URL', 'API Key', 'API Secret']) expect(form.getByLabelText(label)).toBeTruthy()
  expect(form.queryByLabelText('Panel')).toBeNull()
  expect(form.getByText('API key requirements in NextPanel')).toBeTruthy()
  expect(form.getByText('Permission level BILLING or SUPER_ADMIN')).toBeTruthy()
})

test('a chosen driver has its own fields, texts and requirements', async () => {
  register(tinyPanel)
  const form = await openForm()
  fireEvent.change(form.getByLabelText('Panel'), { target: { value: 'tiny-panel' } })
  const address = form.getByLabelText('Address')
  expect(address.getAttribute('placeholder')).toBe('http://tiny.example:7000')
  // No field of a type that browsers fill with a saved login.
  expect(form.getByLabelText('Token').getAttribute('type')).toBe('text')
  expect(form.getByText('API key requirements in Tiny Panel')).toBeTruthy()
  expect(form.getByText('Run "tiny token new --write".')).toBeTruthy()
  for (const label of ['Base URL', 'API Key', 'API Secret']) expect(form.queryByLabelText(label)).toBeNull()
})

test('the form sends only the fields of the chosen driver, after validating them by its labels', async () => {
  register(tinyPanel)
  const form = await openForm()
  const type = (label: string, value: string) =>
    fireEvent.change(form.getByLabelText(label), { target: { value } })
  type('API Key', 'npk_typed_before')
  type('Panel', 'tiny-panel')
  type('Name', 'Little one')
  type('Address', 'http://tiny.example:7000/')
  fireEvent.click(form.getByRole('button', { name: 'Add Server' }))
  expect(await form.findByText('Token is required.')).toBeTruthy()
  type('Token', 'tiny-write-token')
  fireEvent.click(form.getByRole('button', { name: 'Add Server' }))
  await waitFor(() => expect(posted).toHaveLength(1))
  expect(posted[0]).toMatchObject({
    driver: 'tiny-panel',
    baseUrl: 'http://tiny.example:7000',
    apiSecret: 'tiny-write-token',
    name: 'Little one',
  })
  expect(JSON.stringify(posted)).not.toContain('npk_typed_before')
})

test('an unsupported action is disabled, and its alternative is shown', () => {
  const account: HostingAccount = {
    id: 'account-1',
    customerId: 'customer-1',
    serverId: 'server-1',
    serverName: 'Little one',
    username: 'john',
    email: 'john@example.com',
    status: 'active',
    panelUserId: 1,
    verified: true,
    suspendReasons: [],
    placement: null,
    passwordSetByUs: true,
    panelUrl: 'http://tiny.example:7000',
    operation: null,
    createdAt: '2026-03-01T08:00:00.000Z',
    updatedAt: '2026-03-01T08:00:00.000Z',
  }
  show(
    <ViewerProvider viewer={owner}>
      <AccountActions account={account} panel={description} controls={{ fixes: null, menu: [] }} />
    </ViewerProvider>,
  )
  const suspend = screen.getByRole('button', { name: 'Suspend' })
  expect(suspend.getAttribute('aria-disabled')).toBe('true')
  const reason = document.getElementById(suspend.getAttribute('aria-describedby') ?? '')
  expect(reason?.textContent).toBe('Not supported by Tiny Panel. Run "tiny lock" on its machine.')
  fireEvent.click(suspend)
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.getByRole('button', { name: 'Terminate' }).getAttribute('aria-disabled')).toBeNull()
})
