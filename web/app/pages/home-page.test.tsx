import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { alert, customer, customerViewer, group, ids, onboardings, server } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.home

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
    openPage('/')
    expect(await screen.findByText(text.attentionNone)).toBeVisible()
    expect(await screen.findByText('No customers yet.')).toBeVisible()
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

test('shows every chart as a table too', async () => {
  const user = openPage('/', { statistics: { onboardings: () => onboardings } })
  const chart = await screen.findByRole('figure', { name: text.success })
  await user.click(within(chart).getByRole('button', { name: words.charts.asTable }))
  const row = within(chart).getByRole('row', { name: /Mar 1, 2026/ })
  expect(row).toHaveTextContent('50%, 1 of 2')
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
  const user = openPage('/', { statistics: { onboardings: () => onboardings } })
  const chart = await screen.findByRole('figure', { name: text.perDay })
  expect([...chart.querySelectorAll('.border-b')].map((line) => line.textContent)).toEqual(['0', '1', '2'])
  const day = chart.querySelector('[data-point="2026-03-01"]')
  if (!day) throw new Error('The chart has no such day.')
  await user.hover(day)
  expect(chart).toHaveTextContent(/Mar 1, 2026\s*2 customers, 1 hosting account/)
})

test('asks for the period that is chosen', async () => {
  const asked: unknown[] = []
  const user = openPage('/', {
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
