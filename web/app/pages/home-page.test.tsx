import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import {
  alert,
  customer,
  customerViewer,
  failedOperation,
  ids,
  noOperations,
  onboardings,
  server,
  staffAs,
} from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.home
const needing = (counts: { operations: number; alerts: number }) => ({
  ...noOperations,
  needsAction: { total: counts.operations + counts.alerts, ...counts },
})
const someCustomers = { customers: { list: () => ({ items: [customer()], nextCursor: null }) } }

describeRoute('/', {
  async loading() {
    openPage('/', {
      customers: { list: never },
      servers: { list: never },
      operations: { overview: never },
      statistics: { onboardings: never },
    })
    expect(await screen.findByRole('heading', { name: 'Home', level: 1 })).toBeVisible()
    expect(await screen.findAllByText('Loading...')).toHaveLength(4)
  },
  async full() {
    openPage('/', {
      customers: { list: () => ({ items: [customer()], nextCursor: null }) },
      servers: { list: () => ({ items: [server()] }) },
      alerts: { list: () => ({ items: [alert()] }) },
      operations: {
        overview: () => needing({ operations: 1, alerts: 1 }),
        list: () => ({ items: [failedOperation()], nextCursor: null }),
      },
      statistics: { onboardings: () => onboardings },
    })
    expect(await screen.findByRole('link', { name: /^Ada Lovelace/ })).toHaveAttribute(
      'href',
      `/customers/${ids.ada}`,
    )
    expect(await screen.findByRole('link', { name: 'Production Server: Not reachable' })).toBeVisible()
    expect(await screen.findByRole('link', { name: /Create ada.*Ada Lovelace/ })).toBeVisible()
    expect(await screen.findByRole('link', { name: '2 need action' })).toHaveAttribute(
      'href',
      '/operations?tab=needs-person',
    )
    expect(document.title).toMatch(/^\(2\) /)
    const chart = await screen.findByRole('figure', { name: text.perDay })
    expect(chart).toHaveTextContent('3 customers added, 2 hosting accounts created')
  },
  async empty() {
    openPage('/', someCustomers)
    expect(await screen.findByText(text.attentionNone)).toBeVisible()
    expect((await screen.findAllByText('Ada Lovelace')).length).toBeGreaterThan(0)
    expect(screen.queryByRole('heading', { name: text.onboardings })).not.toBeInTheDocument()
  },
  async error() {
    openPage('/', {
      customers: { list: refuses('Customers are not available.') },
      statistics: { onboardings: refuses('Statistics are not available.') },
    })
    expect(await screen.findByText('Customers are not available.')).toBeVisible()
    expect(await screen.findByText('Statistics are not available.')).toBeVisible()
  },
})

test('shows every chart also as a table', async () => {
  const user = openPage('/', { ...someCustomers, statistics: { onboardings: () => onboardings } })
  const chart = await screen.findByRole('figure', { name: text.success })
  await user.click(within(chart).getByRole('button', { name: words.charts.asTable }))
  const row = within(chart).getByRole('row', { name: /Mar 1, 2026/ })
  expect(row).toHaveTextContent('50%, 1 of 2')
})

test('compares every chart with the period before, in a sentence, in the drawing and in the table', async () => {
  const user = openPage('/', { ...someCustomers, statistics: { onboardings: () => onboardings } })
  const perDay = await screen.findByRole('figure', { name: text.perDay })
  expect(perDay).toHaveTextContent('2 more customers than in the 2 days before')
  expect(screen.getByRole('figure', { name: text.success })).toHaveTextContent(
    '33.3 percentage points lower than in the 2 days before',
  )
  expect(screen.getByRole('figure', { name: text.time })).toHaveTextContent(
    '2 s slower than in the 2 days before',
  )
  expect(perDay.querySelectorAll('polyline[data-before]')).toHaveLength(1)
  expect(perDay).toHaveTextContent('This periodPrevious period')
  const day = perDay.querySelector('[data-point="2026-03-01"]')
  if (!day) throw new Error('The chart has no such day.')
  await user.hover(day)
  expect(perDay).toHaveTextContent(/Feb 27, 2026\s*1 customer, 1 hosting account/)
  await user.click(within(perDay).getByRole('button', { name: words.charts.asTable }))
  const table = within(perDay).getByRole('table')
  expect(within(table).getByRole('columnheader', { name: 'Previous period' })).toBeVisible()
  expect(within(table).getByRole('row', { name: /Mar 1, 2026/ })).toHaveTextContent(
    'Mar 1, 20262 customers, 1 hosting accountFeb 27, 2026: 1 customer, 1 hosting account',
  )
})

test('compares with nothing if the installation has no previous period', async () => {
  openPage('/', { ...someCustomers, statistics: { onboardings: () => ({ ...onboardings, previous: null }) } })
  const chart = await screen.findByRole('figure', { name: text.perDay })
  expect(chart).not.toHaveTextContent('before')
  expect(chart).not.toHaveTextContent(words.charts.before)
  expect(within(chart).getAllByRole('columnheader')).toHaveLength(2)
})

test.each([
  ['2026-03-01', false],
  ['2026-02-28', true],
])('shows charts from the third day on: first customer on %s', async (firstDay, shown) => {
  openPage('/', {
    customers: { list: () => ({ items: [customer()], nextCursor: null }) },
    statistics: { onboardings: () => ({ ...onboardings, firstDay }) },
  })
  await screen.findByRole('link', { name: /Ada Lovelace/ })
  await waitFor(() => expect(screen.queryAllByRole('figure')).toHaveLength(shown ? 3 : 0))
  await waitFor(() => expect(screen.queryByText('Loading...')).not.toBeInTheDocument())
  expect(screen.queryAllByRole('figure')).toHaveLength(shown ? 3 : 0)
})

test('shows the value under the pointer, and the scale of each chart', async () => {
  const user = openPage('/', { ...someCustomers, statistics: { onboardings: () => onboardings } })
  const chart = await screen.findByRole('figure', { name: text.perDay })
  expect([...chart.querySelectorAll('.border-b')].map((line) => line.textContent)).toEqual(['0', '1', '2'])
  const day = chart.querySelector('[data-point="2026-03-01"]')
  if (!day) throw new Error('The chart has no such day.')
  await user.hover(day)
  expect(chart).toHaveTextContent(/Mar 1, 2026\s*2 customers, 1 hosting account/)
})

test('requests the selected period', async () => {
  const asked: unknown[] = []
  const user = openPage('/', {
    ...someCustomers,
    statistics: {
      onboardings: ({ days }) => {
        asked.push(days)
        return onboardings
      },
    },
  })
  await user.selectOptions(await screen.findByRole('combobox', { name: text.period }), '30 days')
  await screen.findByRole('figure', { name: text.perDay })
  expect(asked).toEqual([7, 30])
})

describe('before the first customer', () => {
  const steps = async () => {
    const list = (await screen.findByRole('heading', { name: words.firstRun.title })).closest('section')
    return within(list ?? document.body)
  }

  test('shows only the first steps, with "Add a server" as the next one', async () => {
    openPage('/')
    const checklist = await steps()
    const [server, connection, firstCustomer] = checklist.getAllByRole('listitem')
    expect(server).toHaveAttribute('aria-current', 'step')
    expect(within(server as HTMLElement).getByRole('link', { name: 'Add a server' })).toHaveAttribute(
      'href',
      '/server?add=yes',
    )
    expect(connection).not.toHaveAttribute('aria-current')
    expect(
      within(firstCustomer as HTMLElement).getByRole('link', { name: 'Add your first customer' }),
    ).toHaveAttribute('href', '/customers/new')
    expect(screen.queryByRole('button', { name: 'Add Customer' })).not.toBeInTheDocument()
    expect(screen.queryByText(text.attentionNone)).not.toBeInTheDocument()
  })

  test('marks the server as done and names the failed connection test', async () => {
    const failed = server({ status: 'needs-operator', statusMessage: 'API key is revoked.' })
    openPage('/', { servers: { list: () => ({ items: [failed] }) } })
    const checklist = await steps()
    expect(await checklist.findByText('1 of 3 done')).toBeVisible()
    const [, connection] = checklist.getAllByRole('listitem')
    expect(connection).toHaveAttribute('aria-current', 'step')
    expect(connection).toHaveTextContent('Production Server: API key is revoked.')
  })

  test('offers the first customer once a server is online', async () => {
    openPage('/', { servers: { list: () => ({ items: [server()] }) } })
    const checklist = await steps()
    expect(await checklist.findByText('2 of 3 done')).toBeVisible()
    expect(checklist.getAllByRole('listitem')[2]).toHaveAttribute('aria-current', 'step')
  })
})

test('sends a customer to the portal', async () => {
  openPage(
    '/',
    {
      portal: {
        details: () => ({
          email: 'ada@example.com',
          fullName: 'Ada Lovelace',
          companyName: null,
          createdAt: '2026-03-01T12:00:00.000Z',
        }),
      },
    },
    customerViewer,
  )
  expect(await screen.findByRole('heading', { name: 'My hosting' })).toBeVisible()
})

test('shows one row per cause, with the blocked operations and the button that fixes it', async () => {
  const revoked = alert({ cause: 'needs-operator', code: 'key-revoked', check: 'key', operations: 7 })
  const user = openPage('/', {
    ...someCustomers,
    servers: { list: () => ({ items: [server({ status: 'needs-operator' })] }) },
    alerts: { list: () => ({ items: [revoked] }) },
    operations: { overview: () => needing({ operations: 0, alerts: 1 }) },
  })
  const row = (await screen.findByRole('link', { name: 'Production Server: API key revoked' })).closest('li')
  expect(row).toHaveTextContent('7 operations blocked')
  await user.click(await screen.findByRole('button', { name: 'Enter a new key' }))
  expect(await screen.findByRole('dialog', { name: /^Rotate the key of/ })).toBeVisible()
})

const disabledEndpoint = {
  ...someCustomers,
  servers: { list: () => ({ items: [server()] }) },
  alerts: {
    list: () => ({
      items: [
        alert({
          cause: 'webhook-disabled',
          serverId: null,
          serverName: null,
          endpointId: ids.alert,
          endpointHost: 'hooks.example',
          operations: 0,
        }),
      ],
    }),
  },
  operations: { overview: () => needing({ operations: 0, alerts: 1 }) },
}
const endpointProblem = 'hooks.example: Webhook endpoint disabled'

test('shows a disabled webhook endpoint with a link to its page', async () => {
  openPage('/', disabledEndpoint)
  expect(await screen.findByRole('link', { name: endpointProblem })).toHaveAttribute(
    'href',
    '/settings/webhooks',
  )
})

test('shows a failed backup with a link to the System status page', async () => {
  const failed = alert({ cause: 'backup-failed', serverId: null, serverName: null, operations: 0 })
  openPage('/', { ...disabledEndpoint, alerts: { list: () => ({ items: [failed] }) } })
  expect(await screen.findByRole('link', { name: 'The backup failed' })).toHaveAttribute(
    'href',
    '/settings/status',
  )
})

test('shows a disabled webhook endpoint without a link to a user who may not enable it', async () => {
  openPage('/', disabledEndpoint, staffAs('read-only'))
  expect(await screen.findByText(/Webhook endpoint disabled/)).toBeVisible()
  expect(screen.queryByRole('link', { name: endpointProblem })).not.toBeInTheDocument()
})

test('names customer and remedy in every row, and counts the hidden rows', async () => {
  const holder = { panelUserId: '27', matches: true }
  const adoptable = failedOperation({
    id: ids.operation,
    customerName: 'Alan Turing',
    error: { code: 'username-taken', message: 'Taken by account 27.', remedy: 'Adopt it.', holder },
  })
  openPage('/', {
    ...someCustomers,
    operations: {
      overview: () => needing({ operations: 5, alerts: 0 }),
      list: ({ needsAction }) => ({
        items: needsAction === 'true' ? [failedOperation(), adoptable] : [],
        nextCursor: 'more',
      }),
    },
  })
  const first = (await screen.findByRole('link', { name: /Create ada.*Ada Lovelace/ })).closest('li')
  expect(first).toContainElement(screen.getByRole('button', { name: 'Use ada2' }))
  const second = screen.getByRole('link', { name: /Alan Turing/ }).closest('li')
  expect(second).toContainElement(screen.getByRole('button', { name: 'Adopt account 27' }))
  expect(await screen.findByRole('link', { name: '+3 more' })).toHaveAttribute(
    'href',
    '/operations?tab=needs-person',
  )
})
