import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import {
  alert,
  bulkAction,
  failedOperation,
  group,
  ids,
  noOperations,
  operation,
  server,
} from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const listOf = (...items: ReturnType<typeof operation>[]) => ({
  list: () => ({ items, nextCursor: null }),
})

describeRoute('/operations', {
  async loading() {
    openPage('/operations', { operations: { list: never } })
    expect(await screen.findByRole('heading', { name: 'Operations', level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/operations', {
      operations: listOf(operation(), failedOperation()),
      servers: { list: () => ({ items: [server()] }) },
    })
    const [done, failed] = await screen.findAllByRole('link', { name: /Create ada/ })
    expect(done).toHaveTextContent('Succeeded')
    expect(failed).toHaveTextContent('The username is already used on this server.')
    expect(screen.getByRole('combobox', { name: 'Filter by status' })).toBeVisible()
  },
  async empty() {
    openPage('/operations')
    expect(await screen.findByText('No operations yet.')).toBeVisible()
    expect(screen.getByRole('link', { name: words.operations.addCustomer })).toBeVisible()
    await waitFor(() => expect(screen.queryByRole('combobox')).not.toBeInTheDocument())
  },
  async error() {
    openPage('/operations', { operations: { list: refuses('Operations are not available.') } })
    expect(await screen.findByText('Operations are not available.')).toBeVisible()
  },
})

test('groups operations that need action by cause and server', async () => {
  openPage('/operations?tab=needs-person', {
    operations: {
      ...listOf(failedOperation({ status: 'needs-person' })),
      overview: () => ({
        ...noOperations,
        needsAction: { total: 3, operations: 3, alerts: 0 },
        groups: [group()],
      }),
    },
  })
  expect(await screen.findByRole('heading', { name: words.operations.groups })).toBeVisible()
  expect(screen.getByRole('tab', { name: /3/ })).toHaveAttribute('aria-selected', 'true')
})

test('retries the selected operations that can be retried', async () => {
  const asked: unknown[] = []
  const failed = failedOperation()
  const user = openPage('/operations', {
    operations: listOf(operation(), failed),
    bulkActions: {
      create: (input) => {
        asked.push(input)
        return bulkAction({ action: 'retry', options: {} })
      },
      get: () => bulkAction({ action: 'retry', options: {} }),
      start: ({ id }) => {
        asked.push(id)
        return bulkAction({ action: 'retry', options: {}, status: 'running' })
      },
      rows: () => ({ items: [], nextCursor: null }),
    },
  })
  await user.click(await screen.findByRole('checkbox', { name: words.operations.selectAll }))
  const bar = screen.getByRole('region', { name: 'Selected operations' })
  await user.click(within(bar).getByRole('button', { name: 'Retry 1 operation' }))
  const dialog = await screen.findByRole('dialog', { name: 'Retry 1 operation' })
  await user.click(await within(dialog).findByRole('button', { name: 'Retry all' }))
  expect(await screen.findByRole('heading', { name: 'Retry operations', level: 1 })).toBeVisible()
  expect(asked).toEqual([
    { action: 'retry', target: { ids: [ids.failedOperation] }, options: {} },
    ids.bulkAction,
  ])
})

test('requests operations that need action only under their tab', async () => {
  const asked: unknown[] = []
  const user = openPage('/operations?tab=needs-person', {
    alerts: { list: () => ({ items: [alert({ cause: 'needs-operator', code: 'key-revoked' })] }) },
    operations: {
      list: ({ status, needsAction }) => {
        asked.push({ status, needsAction })
        return { items: needsAction === 'true' ? [failedOperation()] : [], nextCursor: null }
      },
    },
  })
  expect(await screen.findByRole('link', { name: /Create ada.*Ada Lovelace/ })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Use ada2' })).toBeEnabled()
  expect(await screen.findByRole('link', { name: 'Production Server: API key revoked' })).toBeVisible()
  await user.click(screen.getByRole('tab', { name: 'Done' }))
  expect(await screen.findByText(words.operations.nothing.done.title)).toBeVisible()
  expect(asked).toEqual([
    { status: ['needs-person', 'failed'], needsAction: 'true' },
    { status: ['succeeded', 'failed', 'cancelled'], needsAction: 'false' },
  ])
})
