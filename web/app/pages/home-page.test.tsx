import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { alert, customer, customerViewer, group, ids, onboardings, server } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.home
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
        overview: () => ({ queued: 0, running: 0, waiting: 2, needsPerson: 3, groups: [group()] }),
      },
      statistics: { onboardings: () => onboardings },
    })
    expect(await screen.findByRole('link', { name: /Ada Lovelace/ })).toHaveAttribute(
      'href',
      `/customers/${ids.ada}`,
    )
    expect(await screen.findByText('Production Server cannot be reached.')).toBeVisible()
    expect(await screen.findByText(words.operations.cause('username-taken'))).toBeVisible()
    expect(await screen.findByRole('link', { name: '1 alert' })).toHaveAttribute('href', '/server')
    const chart = await screen.findByRole('figure', { name: text.perDay })
    expect(chart).toHaveTextContent('3 customers added, 2 hosting accounts created')
  },
  async empty() {
    openPage('/', someCustomers)
    expect(await screen.findByText(text.attentionNone)).toBeVisible()
    expect(await screen.findByRole('link', { name: words.servers.addFirst })).toBeVisible()
    expect(await screen.findByText(text.perDayNone)).toBeInTheDocument()
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

test('shows every chart as a table too', async () => {
  const user = openPage('/', { ...someCustomers, statistics: { onboardings: () => onboardings } })
  const chart = await screen.findByRole('figure', { name: text.success })
  await user.click(within(chart).getByRole('button', { name: words.charts.asTable }))
  const row = within(chart).getByRole('row', { name: /Mar 1, 2026/ })
  expect(row).toHaveTextContent('50%, 1 of 2')
})

test('asks for the period that is chosen', async () => {
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
  await user.selectOptions(await screen.findByRole('combobox', { name: text.period }), '7 days')
  await screen.findByRole('figure', { name: text.perDay })
  expect(asked).toEqual([30, 7])
})

describe('before the first customer', () => {
  const steps = async () => {
    const list = (await screen.findByRole('heading', { name: words.firstRun.title })).closest('section')
    return within(list ?? document.body)
  }

  test('shows the first steps alone, and "Add a server" as the next one', async () => {
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

  test('ticks the server off and names the failed connection test', async () => {
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
