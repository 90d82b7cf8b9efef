import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Answers } from '../../testing/answers.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import {
  alert,
  at,
  finding,
  ids,
  noHealth,
  reconciliation,
  server,
  serverStatistics,
} from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const address = `/server/${ids.server}`
const one: NonNullable<Answers['servers']> = { list: () => ({ items: [server()] }) }

describeRoute('/server/$serverId', {
  async loading() {
    openPage(address, { servers: { list: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(address, {
      servers: {
        ...one,
        statistics: () =>
          serverStatistics({ creations: { succeeded: 3, notSucceeded: 1, underWay: 0, medianMs: 1500 } }),
      },
    })
    expect(await screen.findByRole('heading', { name: 'Production Server', level: 1 })).toBeVisible()
    expect(await screen.findByText('75%')).toBeVisible()
    expect(screen.getByRole('tab', { name: 'Overview' })).toHaveAttribute('aria-selected', 'true')
    expect(await screen.findByRole('figure', { name: 'Health of Production Server' })).toBeVisible()
  },
  async empty() {
    openPage(address)
    expect(await screen.findByText(words.servers.noSuch)).toBeVisible()
  },
  async error() {
    openPage(address, { servers: { list: refuses('Servers are not available.') } })
    expect(await screen.findByText('Servers are not available.')).toBeVisible()
  },
})

describeRoute('/server/$serverId/reconciliation', {
  async loading() {
    openPage(`${address}/reconciliation`, { servers: one, reconciliations: { list: never } })
    expect(await screen.findByRole('button', { name: 'Reconcile now' })).toBeVisible()
    expect(screen.getByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    const run = reconciliation({
      vanished: 1,
      items: [finding()],
      findings: { total: 1, open: 1, leftOut: 0 },
    })
    const { items: _, ...summary } = run
    openPage(`${address}/reconciliation`, {
      servers: one,
      reconciliations: { list: () => ({ items: [summary], nextCursor: null }), get: () => run },
    })
    expect(await screen.findByRole('heading', { name: words.reconciliation.kinds.gone.title })).toBeVisible()
    expect(screen.getByRole('button', { name: 'Mark as gone ada' })).toBeEnabled()
  },
  async empty() {
    openPage(`${address}/reconciliation`, { servers: one })
    expect(await screen.findByText(words.reconciliation.none)).toBeVisible()
  },
  async error() {
    openPage(`${address}/reconciliation`, {
      servers: one,
      reconciliations: { list: refuses('Reconciliations are not available.') },
    })
    expect(await screen.findByText('Reconciliations are not available.')).toBeVisible()
  },
})

test('shows the new run', async () => {
  let made = false
  const run = reconciliation()
  const { items: _, ...summary } = run
  const user = openPage(`${address}/reconciliation`, {
    servers: one,
    reconciliations: {
      list: () => ({ items: made ? [summary] : [], nextCursor: null }),
      run: () => {
        made = true
        return run
      },
      get: () => run,
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Reconcile now' }))
  expect(await screen.findByText(words.reconciliation.same)).toBeVisible()
})

test('shows the health as equal bars with the uptime', async () => {
  const none = { online: 0, degraded: 0, offline: 0, needsOperator: 0, medianMs: null }
  openPage(address, {
    servers: {
      ...one,
      health: () => ({
        ...noHealth,
        items: [
          { ...none, at, online: 3 },
          { ...none, at: '2026-03-01T13:00:00.000Z', online: 1, offline: 1 },
          { ...none, at: '2026-03-01T14:00:00.000Z', degraded: 1 },
          { ...none, at: '2026-03-01T15:00:00.000Z' },
        ],
      }),
    },
  })
  const health = await screen.findByRole('figure', { name: 'Health of Production Server' })
  expect(await within(health).findByText('83.3% in 24 h')).toBeVisible()
  const bars = [...health.querySelectorAll('[data-state]')]
  expect(bars.map((bar) => bar.getAttribute('data-state'))).toEqual(['up', 'down', 'degraded', 'none'])
  for (const state of ['Online', 'Degraded', 'Offline', 'No checks'])
    expect(within(health).getByText(state)).toBeVisible()
})

test('puts the status beside the name, and links to the open operations', async () => {
  openPage(address, {
    servers: {
      ...one,
      statistics: () => serverStatistics({ queue: { queued: 4, running: 1, waiting: 2, needsPerson: 4 } }),
    },
  })
  const title = await screen.findByRole('heading', { name: 'Production Server', level: 1 })
  expect(title.parentElement).toHaveTextContent('Online')
  expect(await screen.findByRole('link', { name: 'Operations (11)' })).toHaveAttribute(
    'href',
    `/operations?server=${ids.server}`,
  )
})

test('shows one reason for a server problem, with the button that fixes it', async () => {
  const reason = 'This API key has been revoked.'
  const troubled = server({
    status: 'needs-operator',
    paused: { by: 'trouble', since: at, reason },
    placement: { selectable: false, recommended: false, reason, position: 1, why: reason },
  })
  openPage(address, {
    servers: { list: () => ({ items: [troubled] }) },
    alerts: {
      list: () => ({ items: [alert({ cause: 'needs-operator', code: 'key-revoked', operations: 7 })] }),
    },
  })
  expect(await screen.findByText(/^API key revoked\./)).toHaveTextContent('7 operations blocked.')
  expect(await screen.findByRole('button', { name: 'Enter a new key' })).toHaveClass('bg-accent')
  expect(screen.queryByRole('button', { name: 'Resume' })).not.toBeInTheDocument()
  expect(screen.queryByText(/Breaker/)).not.toBeInTheDocument()
  expect(await screen.findByText(words.servers.notAccepting(reason))).toBeVisible()
  expect(screen.queryByText(words.status.serverMode.active.help)).not.toBeInTheDocument()
  // A server that accepts no accounts has no position for the next one.
  expect(screen.queryByText(words.servers.order(1))).not.toBeInTheDocument()
})
