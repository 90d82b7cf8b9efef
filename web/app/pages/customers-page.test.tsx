import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Customer } from '#contracts/customers/schemas.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { bulkAction, customer, hostingSummary, ids, noOperations, server } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const ada = customer()
const alan = customer({ id: ids.alan, fullName: 'Alan Turing', email: 'alan@example.com', isActive: false })
const listOf = (items: Customer[]) => ({ customers: { list: () => ({ items, nextCursor: null }) } })

describeRoute('/customers', {
  async loading() {
    openPage('/customers', { customers: { list: never } })
    expect(await screen.findByRole('heading', { name: 'Customers', level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/customers', listOf([ada, alan]))
    const row = await screen.findByRole('row', { name: /Ada Lovelace/ })
    expect(within(row).getByText('Active')).toBeVisible()
    expect(within(row).getByRole('link', { name: 'View details of Ada Lovelace' })).toHaveAttribute(
      'href',
      `/customers/${ids.ada}`,
    )
    expect(within(screen.getByRole('row', { name: /Alan Turing/ })).getByText('Inactive')).toBeVisible()
  },
  async empty() {
    openPage('/customers')
    expect(await screen.findByText('No customers yet.')).toBeVisible()
    expect(screen.getByRole('link', { name: 'Add your first customer' })).toHaveAttribute(
      'href',
      '/customers/new',
    )
    expect(screen.queryByRole('link', { name: 'Export CSV' })).not.toBeInTheDocument()
    expect(screen.queryByRole('combobox')).not.toBeInTheDocument()
  },
  async error() {
    openPage('/customers', { customers: { list: refuses('The list is not available.') } })
    expect(await screen.findByRole('alert')).toHaveTextContent('The list is not available.')
    expect(screen.getByRole('button', { name: 'Retry' })).toBeVisible()
  },
})

describeRoute('/customers/new', {
  async loading() {
    const user = openPage('/customers/new', { servers: { list: never } })
    await user.click(
      await screen.findByRole('checkbox', { name: 'Also provision NextPanel hosting account' }),
    )
    expect(await screen.findByText('Loading servers...')).toBeVisible()
  },
  async full() {
    const user = openPage('/customers/new', { servers: { list: () => ({ items: [server()] }) } })
    const form = await screen.findByRole('dialog', { name: 'Add Customer' })
    for (const label of ['Email', 'Full Name', 'Password'])
      expect(within(form).getByLabelText(label)).toBeVisible()
    await user.click(within(form).getByRole('checkbox', { name: 'Also provision NextPanel hosting account' }))
    const choice = within(form).getByRole('combobox', { name: 'NextPanel Server' })
    await waitFor(() => expect(choice).toHaveTextContent('Production Server (5/100)'))
    expect(within(form).getByRole('button', { name: 'Create & Provision' })).toBeEnabled()
  },
  async empty() {
    const user = openPage('/customers/new')
    await user.click(
      await screen.findByRole('checkbox', { name: 'Also provision NextPanel hosting account' }),
    )
    expect(await screen.findByText('No NextPanel servers available. Add a server first.')).toBeVisible()
    expect(screen.getByRole('link', { name: words.onboarding.toServerPage })).toHaveAttribute(
      'href',
      '/server',
    )
  },
  async error() {
    const user = openPage('/customers/new', { servers: { list: refuses('No list now.') } })
    await user.click(
      await screen.findByRole('checkbox', { name: 'Also provision NextPanel hosting account' }),
    )
    expect(await screen.findByText(words.onboarding.serversNotLoaded('No list now.'))).toBeVisible()
  },
})

test('opens a customer from anywhere in the row, and shows their account', async () => {
  openPage('/customers', listOf([ada]))
  const row = await screen.findByRole('row', { name: /Ada Lovelace/ })
  expect(within(row).getByText('ada on Production Server')).toBeInTheDocument()
  const name = within(row).getByRole('link', { name: 'Ada Lovelace' })
  expect(name).toHaveAttribute('href', `/customers/${ids.ada}`)
  // The link covers its row: jsdom has no layout, so the journey clicks there.
  expect(name).toHaveClass('after:inset-0')
  expect(row).toHaveClass('relative')
})

test.each([
  [{ count: 1000, more: true }, 'next', '1,000+ customers'],
  [{ count: 153, more: false }, 'next', '153 customers'],
  [undefined, 'next', '1+ customers'],
  [undefined, null, '1 customer'],
])('shows the number of customers: %j', async (total, nextCursor, text) => {
  const asked: unknown[] = []
  openPage('/customers', {
    customers: {
      list: ({ count }) => {
        asked.push(count)
        return { items: [ada], nextCursor, ...(total ? { total } : {}) }
      },
    },
  })
  expect(await screen.findByText(text, { exact: true })).toBeVisible()
  expect(asked).toEqual([true])
})

test('prints the filters used', async () => {
  openPage('/customers?search=ada&status=active&sort=fullName', listOf([ada]))
  expect(await screen.findByText('Filters: “ada”, Active only, By name, A to Z')).toHaveClass('print:block')
})

test('creates a customer and shows the success message', async () => {
  const created: unknown[] = []
  const user = openPage('/customers/new', {
    customers: {
      create: ({ email, fullName, password }) => {
        created.push({ email, fullName, password })
        return { customer: ada, hosting: null, passwordLink: null }
      },
    },
  })
  await user.type(await screen.findByLabelText('Email'), 'ada@example.com')
  await user.type(screen.getByLabelText('Full Name'), 'Ada Lovelace')
  await user.type(screen.getByLabelText('Password'), 'right password')
  await user.click(screen.getByRole('button', { name: 'Create Customer' }))
  expect(await screen.findByText('Customer created successfully!')).toBeVisible()
  expect(created).toEqual([
    { email: 'ada@example.com', fullName: 'Ada Lovelace', password: 'right password' },
  ])
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})

test('searches for the typed text', async () => {
  const searches: unknown[] = []
  const user = openPage('/customers', {
    customers: {
      list: ({ search }) => {
        searches.push(search)
        return { items: search === 'alan' ? [alan] : [ada, alan], nextCursor: null }
      },
    },
  })
  await screen.findByRole('row', { name: /Ada Lovelace/ })
  await user.type(screen.getByRole('searchbox', { name: 'Search customers' }), 'alan')
  await waitFor(() => expect(screen.queryByRole('row', { name: /Ada Lovelace/ })).not.toBeInTheDocument())
  expect(searches.at(-1)).toBe('alan')
  expect(window.location.search).toBe('?search=alan')
})

test('moves, selects and opens by keyboard', async () => {
  const user = openPage('/customers', listOf([ada, alan]))
  await screen.findByRole('row', { name: /Ada Lovelace/ })
  await user.keyboard('jjx')
  expect(screen.getByRole('row', { name: /Alan Turing/ })).toHaveFocus()
  expect(screen.getByRole('checkbox', { name: 'Select Alan Turing' })).toBeChecked()
  await user.keyboard('{Escape}')
  expect(screen.getByRole('checkbox', { name: 'Select Alan Turing' })).not.toBeChecked()
  await user.keyboard('k/')
  expect(screen.getByRole('searchbox', { name: 'Search customers' })).toHaveFocus()
  await user.keyboard('x')
  expect(screen.queryByRole('region', { name: 'Selected customers' })).not.toBeInTheDocument()
})

test('changes several customers, keeps the failed ones selected and retries them', async () => {
  let broken = true
  const user = openPage('/customers', {
    customers: {
      list: () => ({ items: [ada, alan], nextCursor: null }),
      get: ({ id }) => (id === ada.id ? ada : { ...alan, isActive: true }),
      change: ({ id }) => {
        if (id === alan.id && broken) refuses('Alan cannot be changed now.')()
        return { ...ada, isActive: false }
      },
    },
  })
  await user.click(await screen.findByRole('checkbox', { name: 'Select all shown' }))
  const bar = screen.getByRole('region', { name: 'Selected customers' })
  expect(within(bar).getByRole('status')).toHaveTextContent('2 selected')
  await user.click(within(bar).getByRole('button', { name: 'Deactivate' }))
  const dialog = await screen.findByRole('dialog', { name: 'Deactivate 2 customers' })
  await user.click(within(dialog).getByRole('button', { name: 'Deactivate' }))

  expect(await within(dialog).findByText('1 done, 1 failed')).toBeVisible()
  expect(within(dialog).getByText('Alan cannot be changed now.')).toBeVisible()
  broken = false
  await user.click(within(dialog).getByRole('button', { name: 'Retry the rest' }))
  expect(await within(dialog).findByText('2 done')).toBeVisible()
})

test('shows the hosting status of each customer, in red only if staff must act', async () => {
  const waiting = hostingSummary({ active: 0, waiting: 1, waitingFor: 'Amsterdam' })
  const stuck = hostingSummary({ active: 0, attention: 1, usernames: ['alan'] })
  openPage('/customers', listOf([customer({ hosting: waiting }), { ...alan, hosting: stuck }]))
  const row = await screen.findByRole('row', { name: /Ada Lovelace/ })
  expect(within(row).getByText('Waiting for Amsterdam').parentElement).not.toHaveClass('text-bad')
  expect(within(row).getByText('ada on Production Server')).toBeVisible()
  const other = within(screen.getByRole('row', { name: /Alan Turing/ }))
  expect(other.getAllByText('Needs action')[0]?.parentElement).toHaveClass('text-bad')
})

test('shows the total above the customers whose hosting needs action', async () => {
  openPage('/customers?hosting=needs-attention', {
    ...listOf([ada]),
    operations: {
      overview: () => ({ ...noOperations, needsAction: { total: 20, operations: 17, alerts: 3 } }),
    },
  })
  expect(await screen.findByText(/^20 need action: 17 hosting accounts, 3 server problems\./)).toBeVisible()
  expect(await screen.findByRole('link', { name: '20 need action' })).toBeVisible()
})

test('acts on all that match the filter, and asks for the number of a large suspension', async () => {
  const asked: unknown[] = []
  const large = bulkAction({ confirm: 60, groups: [] })
  const user = openPage('/customers?status=active', {
    customers: { list: () => ({ items: [ada], nextCursor: 'more' }) },
    bulkActions: {
      create: (input) => {
        asked.push(input.target)
        return large
      },
      get: () => large,
      start: (input) => {
        asked.push(input)
        return { ...large, status: 'running' }
      },
      rows: () => ({ items: [], nextCursor: null }),
    },
  })
  await user.click(await screen.findByRole('checkbox', { name: 'Select all shown' }))
  await user.click(screen.getByRole('button', { name: 'Select all matching' }))
  expect(screen.getByText('All that match the filter')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Activate' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Suspend hosting' }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('button', { name: 'Review' }))
  const number = await within(dialog).findByRole('textbox', { name: 'Number of accounts' })
  await user.type(number, '59')
  await user.click(within(dialog).getByRole('button', { name: 'Suspend hosting' }))
  expect(await within(dialog).findByText('Enter 60, the number of accounts.')).toBeVisible()
  await user.clear(number)
  await user.type(number, '60')
  await user.click(within(dialog).getByRole('button', { name: 'Suspend hosting' }))
  expect(await screen.findByRole('heading', { name: 'Suspend hosting', level: 1 })).toBeVisible()
  expect(asked).toEqual([{ filter: { status: 'active' } }, { id: ids.bulkAction, confirm: 60 }])
})

test('shows what a bulk action will change before it starts', async () => {
  const asked: unknown[] = []
  const user = openPage('/customers', {
    customers: { list: () => ({ items: [ada, alan], nextCursor: null }) },
    bulkActions: {
      create: (input) => {
        asked.push(input)
        return bulkAction()
      },
      get: () => bulkAction(),
      start: (input) => {
        asked.push(input)
        return bulkAction({ status: 'running' })
      },
      rows: () => ({ items: [], nextCursor: null }),
    },
  })
  await user.click(await screen.findByRole('checkbox', { name: 'Select all shown' }))
  await user.click(screen.getByRole('button', { name: 'Suspend hosting' }))
  const dialog = await screen.findByRole('dialog', { name: 'Suspend the hosting of 2 customers' })
  await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Reason' }), 'overdue')
  await user.click(within(dialog).getByRole('button', { name: 'Review' }))
  expect(await within(dialog).findByText('2 hosting accounts will be suspended.')).toBeVisible()
  expect(within(dialog).getByText('1 skipped: It is already suspended for this reason.')).toBeVisible()
  await user.click(within(dialog).getByRole('button', { name: 'Suspend hosting' }))
  expect(await screen.findByRole('heading', { name: 'Suspend hosting', level: 1 })).toBeVisible()
  expect(asked).toEqual([
    { action: 'suspend', target: { customerIds: [ada.id, alan.id] }, options: { reason: 'overdue' } },
    { id: ids.bulkAction },
  ])
})
