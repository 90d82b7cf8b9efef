import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { sendEvent } from '../../testing/fake-event-source.ts'
import { openPage } from '../../testing/open-page.tsx'
import { failedOperation, ids, operationWithTimeline } from '../../testing/samples.ts'

const address = `/operations/${ids.operation}`

describeRoute('/operations/$operationId', {
  async loading() {
    openPage(address, { operations: { get: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(address, { operations: { get: () => operationWithTimeline() } })
    expect(await screen.findByRole('heading', { name: 'Create ada', level: 1 })).toBeVisible()
    expect(screen.getByRole('status', { name: '' })).toHaveTextContent('Succeeded')
    expect(screen.getByText('The account is active.')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Retry' })).not.toBeInTheDocument()
  },
  empty: { why: 'An operation always has a timeline.' },
  async error() {
    openPage(address, { operations: { get: refuses('Operations are not available.') } })
    expect(await screen.findByRole('alert')).toHaveTextContent('Operations are not available.')
  },
})

test('shows "Operation not found" with a way on', async () => {
  openPage(address, {
    operations: {
      get: () => {
        throw new Refused('There is no such operation.', { status: 404, code: 'not-found' })
      },
    },
  })
  expect(await screen.findByRole('heading', { name: 'Operation not found', level: 1 })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Retry' })).not.toBeInTheDocument()
})

test('offers what can be done about an operation that failed', async () => {
  const failed = operationWithTimeline(failedOperation({ id: ids.operation }))
  openPage(address, { operations: { get: () => failed } })
  expect(await screen.findByRole('button', { name: 'Retry' })).toBeEnabled()
  expect(screen.getByRole('button', { name: 'Adopt' })).toBeEnabled()
  expect(screen.queryByRole('button', { name: 'Cancel' })).not.toBeInTheDocument()
  expect(screen.getByText('Choose another username and press Retry.')).toBeVisible()
})

test('follows an operation until it ends', async () => {
  const running = operationWithTimeline({ status: 'running', endedAt: null })
  openPage(address, { operations: { get: () => running } })
  expect(await screen.findByText('Running')).toBeVisible()
  sendEvent(`/api/v1${address}/events`, operationWithTimeline())
  expect(await screen.findByText('Succeeded')).toBeVisible()
})
