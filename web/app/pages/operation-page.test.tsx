import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { OperationSummary } from '#contracts/operations/schemas.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { sendEvent } from '../../testing/fake-event-source.ts'
import { openPage } from '../../testing/open-page.tsx'
import { account, failedOperation, ids, operationWithTimeline } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const address = `/operations/${ids.operation}`
type OperationError = NonNullable<OperationSummary['error']>

describeRoute('/operations/$operationId', {
  async loading() {
    openPage(address, { operations: { get: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(address, { operations: { get: () => operationWithTimeline() } })
    expect(
      await screen.findByRole('heading', { name: 'Create ada for Ada Lovelace', level: 1 }),
    ).toBeVisible()
    expect(screen.getByRole('status', { name: '' })).toHaveTextContent('Succeeded')
    expect(screen.getByText('The account is active.')).toBeVisible()
    expect(screen.getByRole('link', { name: 'Ada Lovelace' })).toHaveAttribute(
      'href',
      `/customers/${ids.ada}/hosting`,
    )
    expect(screen.queryByRole('button', { name: 'Retry' })).not.toBeInTheDocument()
  },
  empty: { why: 'An operation always has a timeline.' },
  async error() {
    openPage(address, { operations: { get: refuses('Operations are not available.') } })
    expect(await screen.findByRole('alert')).toHaveTextContent('Operations are not available.')
  },
})

const failed = (error: Partial<OperationError> = {}) => {
  const { error: usual, ...rest } = failedOperation({ id: ids.operation })
  return operationWithTimeline({
    ...rest,
    error: { code: 'username-taken', message: 'Taken.', remedy: 'Choose another.', ...usual, ...error },
  })
}
const menuOf = async (user: UserEvent) => {
  await user.click(await screen.findByRole('button', { name: words.operations.moreActions('Create ada') }))
  return screen.findByRole('menu')
}

test('offers the remedy of a failed operation as a button, and other actions in the menu', async () => {
  const user = openPage(address, { operations: { get: () => failed() } })
  expect(await screen.findByRole('button', { name: 'Use ada2' })).toBeEnabled()
  expect(screen.queryByRole('button', { name: 'Adopt' })).not.toBeInTheDocument()
  const menu = await menuOf(user)
  const items = within(menu).getAllByRole('menuitem')
  expect(items.map(({ textContent }) => textContent)).toEqual(['Adopt', 'Dismiss', 'Copy diagnostics'])
})

test('retries with the suggested free username', async () => {
  const retried: unknown[] = []
  const user = openPage(address, {
    operations: {
      get: () => failed(),
      retry: (input) => {
        retried.push(input)
        return { status: 202, body: { account: account(), operation: failed() } }
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Use ada2' }))
  const dialog = await screen.findByRole('dialog', { name: 'Use another username' })
  expect(within(dialog).getByLabelText('Hosting Username')).toHaveValue('ada2')
  await user.click(within(dialog).getByRole('button', { name: 'Use this username' }))
  await expect.poll(() => retried).toEqual([{ id: ids.operation, username: 'ada2' }])
})

test('retries with another hosting email if the panel has an account with that email', async () => {
  const retried: unknown[] = []
  const taken = () => failed({ code: 'email-taken', message: 'Email taken.', remedy: 'Enter another.' })
  const emailTaken = () => ({ ...taken(), freeUsername: null })
  const user = openPage(address, {
    operations: {
      get: emailTaken,
      retry: (input) => {
        retried.push(input)
        if (retried.length === 1)
          throw new Refused('Used by another account.', {
            status: 409,
            code: 'email-taken',
            errors: [{ path: 'email', code: 'email-taken', message: 'Used by another account.' }],
          })
        return { status: 202, body: { account: account(), operation: emailTaken() } }
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Use another hosting email' }))
  const dialog = await screen.findByRole('dialog', { name: 'Use another hosting email' })
  const email = within(dialog).getByLabelText('Hosting Email')
  await waitFor(() => expect(email).toHaveFocus())
  expect(email).toHaveValue('ada@example.com')
  expect(within(dialog).getByLabelText('Hosting Username')).toHaveValue('ada')
  // The value is selected, so typing replaces it.
  await user.keyboard('ada.hosting@example.com')
  await user.click(within(dialog).getByRole('button', { name: 'Use this email' }))
  expect(await within(dialog).findByText('Used by another account.')).toBeVisible()
  expect(email).toHaveAccessibleDescription(expect.stringContaining('Used by another account.'))
  await user.click(within(dialog).getByRole('button', { name: 'Use this email' }))
  const sent = { id: ids.operation, email: 'ada.hosting@example.com' }
  await expect.poll(() => retried).toEqual([sent, sent])
})

test('compares the account named by the error before it is adopted', async () => {
  const holder = { panelUserId: '27', matches: false }
  const user = openPage(address, {
    operations: {
      get: () => failed({ holder }),
      adoptionCandidate: ({ panelUserId }) => ({
        panelUserId,
        username: 'ada',
        email: 'stranger@example.com',
        createdAt: '2026-02-01T08:00:00.000Z',
        suspended: false,
        wanted: { username: 'ada', email: 'ada@example.com', requestedAt: '2026-03-01T12:00:00.000Z' },
        difference: 'Account 27 is not the one that was asked for.',
      }),
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Adopt account 27' }))
  const dialog = await screen.findByRole('dialog', { name: 'Adopt an account' })
  expect(within(dialog).getByLabelText('NextPanel User ID')).toHaveValue('27')
  const table = await within(dialog).findByRole('table', { name: 'Comparison' })
  expect(within(table).getByRole('row', { name: /Email/ })).toHaveTextContent(
    'ada@example.comstranger@example.com (differs)',
  )
  expect(within(dialog).getByText('Account 27 is not the one that was asked for.')).toBeVisible()
  expect(within(dialog).getByRole('button', { name: 'Adopt' })).toHaveAttribute('aria-disabled', 'true')
})

test('dismisses a failure', async () => {
  const user = openPage(address, {
    operations: {
      get: () => failed(),
      dismiss: () => ({ ...failed(), needsAction: false, dismissedAt: '2026-03-01T13:00:00.000Z' }),
    },
  })
  await user.click(within(await menuOf(user)).getByRole('menuitem', { name: 'Dismiss' }))
  expect(await screen.findByText('Create ada dismissed.')).toBeVisible()
})

test('asks before it cancels, with a button that keeps the operation', async () => {
  const waiting = operationWithTimeline({ status: 'waiting', endedAt: null })
  const user = openPage(address, { operations: { get: () => waiting } })
  await user.click(within(await menuOf(user)).getByRole('menuitem', { name: 'Cancel operation' }))
  const dialog = await screen.findByRole('dialog', { name: words.operations.cancelTitle })
  expect(within(dialog).getByRole('button', { name: 'Cancel operation' })).toBeEnabled()
  await user.click(within(dialog).getByRole('button', { name: 'Keep it' }))
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})

test('does not show a blocked operation in red, because it resumes automatically', async () => {
  const blocked = operationWithTimeline({ status: 'needs-person', needsAction: false, endedAt: null })
  openPage(address, { operations: { get: () => blocked } })
  expect(await screen.findByText('Blocked')).toBeVisible()
  expect(screen.queryByText('Needs action')).not.toBeInTheDocument()
})

test('shows "Operation not found" with a link to the list', async () => {
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

test('follows an operation until it ends', async () => {
  const running = operationWithTimeline({ status: 'running', endedAt: null })
  openPage(address, { operations: { get: () => running } })
  expect(await screen.findByText('Running')).toBeVisible()
  sendEvent(`/api/v1${address}/events`, operationWithTimeline())
  expect(await screen.findByText('Succeeded')).toBeVisible()
})
