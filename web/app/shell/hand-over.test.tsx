import { act, screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { handOver } from '../../features/hand-over/store.ts'
import { openPage } from '../../testing/open-page.tsx'
import { account, customer, failedOperation, ids, operationWithTimeline } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const address = `/operations/${ids.failedOperation}`
const failed = operationWithTimeline(failedOperation())
const failedAccount = account({ status: 'conflict', panelUserId: null, operation: failed })

/** A customer whose hosting account could not be created, with credentials that were copied. */
function addFailedEntry() {
  handOver.add({
    customer: customer(),
    hosting: { account: failedAccount, operation: failed, message: 'Taken.' },
    message: 'Taken.',
    credentials: {
      billing: null,
      hosting: { panel: 'NextPanel', address: undefined, username: 'ada', password: 'first-secret' },
      link: null,
    },
    passwordLink: null,
    newCustomer: true,
  })
  handOver.markCopied([ids.account])
  handOver.setOpen(true)
}

const findTray = () => screen.findByRole('region', { name: words.handOver.title })

afterEach(() => {
  vi.useRealTimers()
  handOver.clear()
})

test('shows the new username and password after a retry with corrections', async () => {
  const retried = account({ id: ids.alan, username: 'ada2' })
  const user = openPage(address, {
    operations: {
      get: () => failed,
      retry: () => ({
        status: 200,
        body: { account: retried, operation: operationWithTimeline({ username: 'ada2' }) },
      }),
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Use ada2' }))
  const dialog = await screen.findByRole('dialog')
  await user.type(within(dialog).getByLabelText(/^Hosting Password/), 'second-secret')
  act(addFailedEntry)
  await screen.findByRole('region', { name: words.handOver.title, hidden: true })
  await user.click(within(dialog).getByRole('button', { name: words.operations.useThisUsername }))

  const tray = within(await findTray())
  expect(await tray.findByText(words.handOver.ready)).toBeVisible()
  expect(tray.getByText('ada2')).toBeVisible()
  // The copied credentials are outdated.
  expect(tray.getByText(words.handOver.summary(1, 1))).toBeVisible()
  await user.click(tray.getByRole('button', { name: words.handOver.showPasswords }))
  expect(tray.getByText('second-secret')).toBeVisible()
})

test('notices a retry in another window', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setTimeout', 'clearTimeout'] })
  openPage('/account', {
    operations: { get: () => operationWithTimeline({ id: ids.failedOperation }) },
    hostingAccounts: { get: () => account() },
  })
  await screen.findByRole('heading', { level: 1 })
  act(addFailedEntry)
  const tray = within(await findTray())
  expect(await tray.findByText(words.handOver.failed)).toBeVisible()
  await act(() => vi.advanceTimersByTimeAsync(10_000))
  expect(await tray.findByText(words.handOver.ready)).toBeVisible()
  expect(tray.getByText(words.handOver.summary(1, 0))).toBeVisible()
})

test.each([
  'operation.password-replaced',
  'operation.superseded',
])('no longer shows the password after %s in another window', async (event) => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setTimeout', 'clearTimeout'] })
  const changed = { at: '2026-01-01T00:00:00Z', event, message: 'Changed.', detail: null }
  openPage('/account', {
    operations: {
      get: () => ({
        ...operationWithTimeline({ id: ids.failedOperation }),
        timeline: [...failed.timeline, changed],
      }),
    },
    hostingAccounts: { get: () => account() },
  })
  await screen.findByRole('heading', { level: 1 })
  act(addFailedEntry)
  const tray = within(await findTray())
  await tray.findByRole('button', { name: words.handOver.showPasswords })
  await act(() => vi.advanceTimersByTimeAsync(10_000))
  expect(await tray.findByText(words.handOver.replacedElsewhere)).toBeVisible()
  expect(tray.queryByRole('button', { name: words.handOver.showPasswords })).not.toBeInTheDocument()
  expect(handOver.entries()[0]?.credentials.hosting).toBeNull()
})
