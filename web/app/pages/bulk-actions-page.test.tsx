import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { bulkAction, bulkRow, ids, staffAs } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.bulkActions
const address = `/bulk-actions/${ids.bulkAction}`
const rows = () => ({
  items: [
    bulkRow(),
    bulkRow({ number: 2, name: '', state: 'skipped', code: 'not-found', message: 'It does not exist.' }),
  ],
  nextCursor: null,
})
const counts = { total: 3, unchecked: 0, pending: 1, skipped: 1, running: 0, waiting: 0, done: 1, failed: 0 }

describeRoute('/bulk-actions', {
  async loading() {
    openPage('/bulk-actions', { bulkActions: { list: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage('/bulk-actions', {
      bulkActions: { list: () => ({ items: [bulkAction({ status: 'finished' })], nextCursor: null }) },
    })
    const row = await screen.findByRole('listitem')
    expect(within(row).getByRole('link', { name: 'Suspend hosting' })).toHaveAttribute('href', address)
    expect(row).toHaveTextContent('3 hosting accounts')
    expect(row).toHaveTextContent('Finished')
  },
  async empty() {
    openPage('/bulk-actions', { bulkActions: { list: () => ({ items: [], nextCursor: null }) } })
    expect(await screen.findByText(text.none)).toBeVisible()
  },
  async error() {
    openPage('/bulk-actions', { bulkActions: { list: refuses('The list is not available.') } })
    expect(await screen.findByText('The list is not available.')).toBeVisible()
  },
})

describeRoute('/bulk-actions/$bulkActionId', {
  async loading() {
    openPage(address, { bulkActions: { get: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(address, { bulkActions: { get: () => bulkAction(), rows } })
    expect(await screen.findByRole('heading', { name: 'Suspend hosting', level: 1 })).toBeVisible()
    expect(screen.getByRole('button', { name: 'Suspend hosting' })).toBeVisible()
    expect(screen.getByText('1 skipped: It is already suspended for this reason.')).toBeVisible()
    expect(await screen.findByText('It does not exist.')).toBeVisible()
    expect(screen.getByText(text.gone)).toBeVisible()
  },
  async empty() {
    openPage(address, {
      bulkActions: {
        get: () => bulkAction({ status: 'finished', groups: [] }),
        rows: () => ({ items: [], nextCursor: null }),
      },
    })
    expect(await screen.findByText(text.noRows)).toBeVisible()
  },
  async error() {
    openPage(address, { bulkActions: { get: refuses('It is not available.') } })
    expect(await screen.findByText('It is not available.')).toBeVisible()
  },
})

test('is paused, shows why it was paused without a request, and is resumed', async () => {
  const asked: string[] = []
  const because = 'The login of Grace Hopper is disabled. Resume it to continue in your name.'
  const paused = bulkAction({ status: 'paused', counts, pausedBecause: because })
  const user = openPage(address, {
    bulkActions: {
      get: () => bulkAction({ status: 'running', counts }),
      rows,
      pause: () => {
        asked.push('pause')
        return paused
      },
      resume: () => {
        asked.push('resume')
        return bulkAction({ status: 'running', counts, startedBy: 'Alan Turing' })
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.pause }))
  expect(await screen.findByText(because)).toBeVisible()
  await user.click(screen.getByRole('button', { name: text.resume }))
  expect(await screen.findByText('Runs on behalf of Alan Turing.')).toBeVisible()
  expect(asked).toEqual(['pause', 'resume'])
})

test('says how many rows wait for their server', async () => {
  const waiting = { ...counts, running: 3, waiting: 2 }
  openPage(address, { bulkActions: { get: () => bulkAction({ status: 'running', counts: waiting }), rows } })
  expect(await screen.findByText('2 wait for their server')).toBeVisible()
})

test('is cancelled after a confirmation', async () => {
  const user = openPage(address, {
    bulkActions: {
      get: () => bulkAction({ status: 'running', counts }),
      rows,
      cancel: () => bulkAction({ status: 'cancelled', counts }),
    },
  })
  await user.click(await screen.findByRole('button', { name: text.cancel }))
  const dialog = await screen.findByRole('dialog', { name: text.cancelTitle })
  await user.click(within(dialog).getByRole('button', { name: text.cancel }))
  expect(await screen.findByText('Cancelled')).toBeVisible()
  expect(screen.queryByRole('button', { name: text.pause })).toBeNull()
})

test('has no buttons for a user without the permission of the action', async () => {
  openPage(
    address,
    { bulkActions: { get: () => bulkAction({ action: 'retry', options: {} }), rows } },
    staffAs('billing'),
  )
  expect(await screen.findByRole('heading', { name: 'Retry operations', level: 1 })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Retry operations' })).toBeNull()
  expect(screen.queryByRole('button', { name: text.cancel })).toBeNull()
})
